// What the tables keep: the drift of one meter over time, and the fleet by class of error.

import * as api from "./api.js";
import { $, h, say, svg } from "./dom.js";
import { count, day, signed, words } from "./format.js";

const BIN_PERCENT = 0.1;
const OUTERMOST = 50;
const POINTS = 1000;

const part = encodeURIComponent;

/** Section with the drift of a meter over time; fills itself. */
export function past(meterId) {
  const place = h("div", {}, h("p", { class: "faint" }, "Loading…"));
  api.table("drift", { meterId, limit: POINTS }).then(
    (page) => place.replaceChildren(driftOverTime(page.rows)),
    (refused) => place.replaceChildren(h("p", { class: "problem" }, refused.message)),
  );
  const csv = (table) => h("a", { href: `/api/tables/${table}?format=csv&meterId=${part(meterId)}`, download: true }, `${table} as CSV`);
  return h("section", {}, h("h3", {}, "Drift over time"), place, h("p", {}, csv("drift"), " · ", csv("readings"), " · ", csv("events")));
}

/** Error with its 95 % band by the end of the evidence window, limits drawn in, a line where an epoch begins. */
export function driftOverTime(rows) {
  const points = rows
    .filter((row) => row.errorPercent !== null)
    .map((row) => ({ ...row, at: Date.parse(row.windowTo) }))
    .sort((a, b) => a.at - b.at || a.calibrationEpoch - b.calibrationEpoch);
  if (!points.length) return h("p", { class: "faint" }, "No estimate with a figure yet.");
  const [width, height, left, right, top, bottom] = [560, 200, 46, 12, 10, 24];
  const limit = Math.max(...points.map((point) => point.limitPercent));
  const furthest = Math.max(1.25 * limit, ...points.map((point) => Math.max(Math.abs(point.intervalLowPercent), Math.abs(point.intervalHighPercent))), 0.1);
  const first = points[0].at;
  const last = points.at(-1).at;
  const x = (at) => left + (last === first ? 0.5 : (at - first) / (last - first)) * (width - left - right);
  const y = (percent) => top + ((furthest - percent) / (2 * furthest)) * (height - top - bottom);
  const newest = points.at(-1);
  const picture = svg("svg", {
    class: "drift-plot",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `${points.length} estimates from ${day(points[0].windowTo)} to ${day(newest.windowTo)}; the newest ${signed(newest.errorPercent)} percent in epoch ${newest.calibrationEpoch}; the limit is ${limit || "not set"} percent.`,
  });
  if (limit) {
    picture.append(
      svg("rect", { class: "within", x: left, y: y(limit), width: width - left - right, height: y(-limit) - y(limit) }),
      svg("path", { class: "limit", d: `M${left} ${y(limit)}H${width - right}M${left} ${y(-limit)}H${width - right}` }),
    );
  }
  picture.append(svg("path", { class: "axis", d: `M${left} ${y(0)}H${width - right}` }));
  for (const percent of [...new Set([-furthest, -limit, 0, limit, furthest])]) {
    picture.append(svg("text", { class: "tick", x: left - 6, y: y(percent) + 4, "text-anchor": "end" }, percent === 0 ? "0 %" : signed(percent, 1)));
  }
  for (const epoch of new Set(points.map((point) => point.calibrationEpoch))) {
    const of = points.filter((point) => point.calibrationEpoch === epoch);
    const along = (each) => of.map((point) => `${x(point.at)} ${y(each(point))}`);
    const low = along((point) => point.intervalLowPercent);
    picture.append(
      svg("path", { class: "band", d: `M${along((point) => point.intervalHighPercent).join("L")}L${low.reverse().join("L")}Z` }),
      svg("path", { class: "course", d: `M${along((point) => point.errorPercent).join("L")}` }),
      ...of.length === 1 ? [svg("circle", { class: "mark", cx: x(of[0].at), cy: y(of[0].errorPercent), r: 3 })] : [],
      svg("path", { class: "epoch", d: `M${x(of[0].at)} ${top}V${height - bottom}` }),
      svg("text", { class: "tick", x: x(of[0].at) + 3, y: top + 9 }, `epoch ${epoch}`),
    );
  }
  picture.append(
    svg("text", { class: "tick", x: left, y: height - 6 }, day(points[0].windowTo)),
    last === first ? "" : svg("text", { class: "tick", x: width - right, y: height - 6, "text-anchor": "end" }, day(newest.windowTo)),
  );
  return picture;
}

/** Meters by class of error, 0.1 % wide, with the limits they are judged by; the outermost bars are open to the outside. */
export function histogram(drift, width) {
  const meters = new Map();
  for (const each of drift) meters.set(each.index, (meters.get(each.index) ?? 0) + each.meters);
  const total = [...meters.values()].reduce((sum, number) => sum + number, 0);
  if (!total) return h("p", { class: "empty" }, "No meter has a figure yet.");
  const limits = [...new Set(drift.map((each) => each.limitPercent).filter(Boolean))].sort((a, b) => a - b);
  const reach = Math.min(OUTERMOST, Math.max(...[...meters.keys()].map((index) => (index < 0 ? -index : index + 1)), ...limits.map((limit) => Math.ceil(limit / BIN_PERCENT)), 5) + 1);
  const [height, left, right, top, bottom] = [180, 46, 14, 12, 22];
  const most = Math.max(...meters.values());
  const x = (percent) => left + ((percent + reach * BIN_PERCENT) / (2 * reach * BIN_PERCENT)) * (width - left - right);
  const y = (number) => height - bottom - (number / most) * (height - top - bottom);
  const beyond = drift
    .filter((each) => each.limitPercent && (each.index >= each.limitPercent / BIN_PERCENT || each.index + 1 <= -each.limitPercent / BIN_PERCENT))
    .reduce((sum, each) => sum + each.meters, 0);
  const picture = svg("svg", {
    class: "histogram",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `${count(total)} meters by error in classes of 0.1 percent; ${count(beyond)} stand beyond their limit of ${limits.join(" or ") || "none"} percent by their figure alone.`,
  });
  for (const [index, number] of [...meters].sort((a, b) => a[0] - b[0])) {
    const shown = Math.max(-reach, Math.min(reach - 1, index));
    const from = x(shown * BIN_PERCENT);
    picture.append(
      svg("rect", { class: "bar", x: from + 0.5, y: y(number), width: Math.max(1, x((shown + 1) * BIN_PERCENT) - from - 1), height: height - bottom - y(number) },
        svg("title", {}, `${signed(index * BIN_PERCENT, 1)} to ${signed((index + 1) * BIN_PERCENT, 1)} %: ${count(number)}`)),
    );
  }
  picture.append(svg("path", { class: "axis", d: `M${left} ${height - bottom}H${width - right}` }));
  for (const limit of limits) {
    picture.append(svg("path", { class: "limit", d: `M${x(limit)} ${top}V${height - bottom}M${x(-limit)} ${top}V${height - bottom}` }));
  }
  for (const percent of new Set([0, ...limits.flatMap((limit) => [-limit, limit])])) {
    picture.append(svg("text", { class: "tick", x: x(percent), y: height - 6, "text-anchor": "middle" }, percent === 0 ? "0 %" : signed(percent, 1)));
  }
  picture.append(svg("text", { class: "tick", x: left - 6, y: top + 4, "text-anchor": "end" }, count(most)));
  return picture;
}

const share = (got, due) => (due > 0 ? `${((100 * got) / due).toFixed(1)} %` : "not known");

/** What came in of the newest whole day against what is due. The newest day is still coming in. */
function delivered(fleet) {
  const whole = fleet.days[1];
  if (!whole) return "no whole day yet";
  return `${whole.day}: ${share(whole.intervals, fleet.intervalsPerDay)} of the intervals, ${share(whole.sessions, fleet.readsPerDay)} of the scheduled reads`;
}

let asked = false;
let again = false;

/** Draws the panel anew; asks once at a time, and once more when it was called meanwhile. */
export async function renderPast() {
  again = asked;
  if (asked || !$("past")) return;
  asked = true;
  try {
    const fleet = await api.tableCounts();
    if (!$("past")) return;
    $("past").replaceChildren(histogram(fleet.drift, Math.max(320, $("past").clientWidth)));
    const standings = fleet.standings.map((each) => `${count(each.number)} ${words(each.name)}`).join(", ");
    say($("past-note"), [standings, delivered(fleet)].filter(Boolean).join(" · "));
  } catch (refused) {
    if ($("past-note")) say($("past-note"), refused.message);
  } finally {
    setTimeout(() => {
      asked = false;
      if (again) renderPast();
    }, 2000);
  }
}
