// A chart that is read by eye, pointer, keyboard and ear: the drawing, what it shows at one point, and its data as a table.

import { drawSeries } from "./charts.js";
import { h, say } from "./dom.js";
import { T } from "./texts/en/charts.js";

const MOST_ROWS = 500;
const LEAP = 20;

const drawn = new Set();

/** Charts that are still in the page. */
function alive() {
  for (const chart of drawn) if (!chart.element.isConnected) drawn.delete(chart);
  return drawn;
}

const redrawAll = () => alive().forEach((chart) => chart.redraw());

const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => target.redraw?.()));
document.addEventListener("theme", redrawAll);

function nearest(points, at) {
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && Math.abs(points[low - 1].at - at) < Math.abs(points[low].at - at) ? low - 1 : low;
}

/** The place in the data that stands closest to a place on the screen. */
function under(points, place, { x }) {
  const from = x(points[0].at);
  const to = x(points.at(-1).at);
  if (points.length <= LEAP * 10) {
    return points.reduce((best, point, index) => (Math.abs(x(point.at) - place) < Math.abs(x(points[best].at) - place) ? index : best), 0);
  }
  return nearest(points, points[0].at + ((place - from) / (to - from || 1)) * (points.at(-1).at - points[0].at));
}

/**
 * @param label name of the chart, a few words
 * @param look "low" for a small one
 * @return { element, show(spec) }; spec: { points, options as of drawSeries, summary: one sentence that says what is seen,
 *   tell: (point) => text, columns: [{ title, of: (point) => text }], csv: address or null, empty: sentence }
 */
export function chart(label, look = null) {
  let [spec, places, at] = [null, null, -1];
  const canvas = h("canvas", { class: "chart-canvas", role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 0, "aria-valuenow": 0 });
  const cursor = h("span", { class: "chart-cursor", hidden: true });
  const readout = h("p", { class: "chart-readout" });
  const stage = h("div", { class: "chart-stage" }, canvas, cursor);
  const table = h("div", { class: "chart-rows", tabindex: 0, role: "region", "aria-label": T.dataOf(label) });
  const data = h("details", { class: "chart-data" }, h("summary", {}, T.data), table);
  const empty = h("p", { class: "empty", hidden: true });
  const element = h("div", { class: ["chart", look].filter(Boolean).join(" ") }, readout, stage, empty, data);

  const point = (index) => {
    at = index;
    const found = spec.points[index];
    cursor.hidden = !found;
    if (found) {
      cursor.style.setProperty("left", `${places.x(found.at)}px`);
      canvas.setAttribute("aria-valuenow", index);
      canvas.setAttribute("aria-valuetext", spec.tell(found));
    }
    say(readout, found ? spec.tell(found) : spec.summary);
  };
  const redraw = () => {
    if (!spec || !spec.points.length || !canvas.clientWidth) return;
    places = drawSeries(canvas, spec.points, spec.options);
    point(Math.min(at, spec.points.length - 1));
  };
  const fill = () => data.open && spec && table.replaceChildren(rows(spec, label));
  canvas.redraw = redraw;
  canvas.addEventListener("pointermove", (event) => places && point(under(spec.points, event.offsetX, places)));
  canvas.addEventListener("pointerleave", () => places && point(-1));
  canvas.addEventListener("blur", () => places && point(-1));
  canvas.addEventListener("keydown", (event) => {
    const last = (spec?.points.length ?? 0) - 1;
    const from = at < 0 ? last : at;
    const to = { ArrowLeft: at < 0 ? last : from - 1, ArrowRight: from + 1, PageUp: from - LEAP, PageDown: from + LEAP, Home: 0, End: last }[event.key];
    if (event.key === "Escape") point(-1);
    if (to === undefined || last < 0 || !places) return;
    event.preventDefault();
    point(Math.max(0, Math.min(last, to)));
  });
  data.addEventListener("toggle", fill);
  resized.observe(canvas);
  const shown = { element, redraw, show };
  function show(next) {
    spec = next;
    alive().add(shown);
    const none = next.points.length === 0;
    [stage, data, readout].forEach((each) => (each.hidden = none));
    empty.hidden = !none;
    say(empty, next.empty ?? "");
    if (none) return;
    canvas.setAttribute("aria-label", `${label}. ${next.summary}`);
    canvas.setAttribute("aria-valuemax", next.points.length - 1);
    canvas.setAttribute("aria-valuenow", at < 0 ? next.points.length - 1 : at);
    canvas.setAttribute("aria-valuetext", next.tell(next.points[at] ?? next.points.at(-1)));
    say(readout, next.summary);
    redraw();
    fill();
  }
  return shown;
}

function rows({ points, columns, csv }, label) {
  const newest = points.slice(-MOST_ROWS).reverse();
  return h("div", {},
    h("p", { class: "note" }, newest.length < points.length ? T.newest(newest.length, points.length) : "",
      csv ? h("a", { href: csv, download: true }, T.csv) : null),
    h("table", { class: "plain" }, h("caption", { class: "unseen" }, label),
      h("thead", {}, h("tr", {}, columns.map(({ title }) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, newest.map((each) => h("tr", {}, columns.map(({ of }) => h("td", {}, of(each))))))));
}
