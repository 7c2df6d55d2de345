// What a campaign is expected to do to its meters: figures, and each meter's error now and after with its uncertainty.

import { h, svg } from "../dom.js";
import { signed } from "../format.js";
import { T } from "../texts/en/new-campaign.js";

const E = T.effect;
const MOST_DRAWN = 40;
const RISKY = 0.05;
const ROW = 18;
const LEFT = 120;
const RIGHT = 16;
const TOP = 8;
const BOTTOM = 24;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** @param dry answer of the dry run; null while there is none */
export function effect(dry, restoring, width) {
  if (restoring) return [h("p", { class: "empty" }, E.restore)];
  const members = dry?.prediction.members ?? [];
  if (!members.length) return [h("p", { class: "empty" }, E.none)];
  const { before, after, worse, expectedWorse } = dry.prediction;
  const now = members.map((each) => Math.abs(each.errorPercent));
  const then = members.map((each) => Math.abs(each.errorAfterPercent));
  const percent = (value) => `${value.toFixed(2)} %`;
  const risky = members.filter((each) => each.probabilityWorse > RISKY).map((each) => each.meterId);
  const unknown = dry.members.length - members.length;
  const figure = (title, text, hint, look) => h("div", { class: look ?? null, title: hint }, h("dt", {}, title), h("dd", {}, text));
  return [
    h("dl", { class: "effect-figures" },
      figure(E.figures.mean, E.fromTo(percent(mean(now)), percent(mean(then)))),
      figure(E.figures.highest, E.fromTo(percent(Math.max(...now)), percent(Math.max(...then)))),
      figure(E.figures.beyond, E.fromTo(String(before.beyondLimit), String(after.beyondLimit))),
      figure(E.figures.worse, E.worseOf(chances(expectedWorse), members.length), E.worseHint, expectedWorse >= 0.5 ? "alert" : null)),
    worse.length ? h("p", { class: "problem" }, E.grow(worse.join(", "))) : null,
    risky.length ? h("p", { class: "warning" }, h("span", { "aria-hidden": "true" }, "◐ "), E.risky(some(risky))) : null,
    unknown > 0 ? h("p", { class: "note" }, E.unknown(unknown)) : null,
    picture(members, E.picture(members.length, mean(now).toFixed(2), mean(then).toFixed(2)), width),
    legend(),
    h("p", { class: "note" }, E.band((2 * middle(members.map((each) => each.standardUncertaintyPercent))).toFixed(2)), " ",
      members.length > MOST_DRAWN ? E.most(MOST_DRAWN, members.length) : ""),
  ].filter(Boolean);
}

export const chances = (expected) => (expected < 0.001 ? "< 0.001" : expected < 0.1 ? expected.toFixed(3) : expected.toFixed(1));
const some = (list) => (list.length > 8 ? `${list.slice(0, 8).join(", ")} …` : list.join(", "));

/** One line a meter, the largest error first: an open mark now, a full one after, an arrow between. */
function picture(members, label, width) {
  const drawn = [...members].sort((a, b) => Math.abs(b.errorPercent) - Math.abs(a.errorPercent)).slice(0, MOST_DRAWN);
  const height = TOP + drawn.length * ROW + BOTTOM;
  const limit = Math.max(...drawn.map((each) => each.limitPercent));
  const reach = 1.08 * Math.max(limit, ...drawn.map((each) => Math.max(Math.abs(each.errorPercent), Math.abs(each.errorAfterPercent)) + 2 * each.standardUncertaintyPercent));
  const x = (value) => LEFT + ((value + reach) / (2 * reach)) * (width - LEFT - RIGHT);
  const image = svg("svg", { class: "effect-plot", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  const bottom = height - BOTTOM;
  if (limit > 0) {
    image.append(svg("rect", { class: "within", x: x(-limit), y: TOP, width: x(limit) - x(-limit), height: bottom - TOP }),
      svg("path", { class: "limit", d: `M${x(-limit)} ${TOP}V${bottom}M${x(limit)} ${TOP}V${bottom}` }));
  }
  image.append(svg("path", { class: "axis", d: `M${x(0)} ${TOP}V${bottom}` }));
  const step = reach > 6 ? 2 : reach > 2.5 ? 1 : reach > 1 ? 0.5 : 0.25;
  for (let at = -Math.floor(reach / step) * step; at <= reach; at += step) {
    image.append(svg("text", { class: "tick", x: x(at), y: height - 8, "text-anchor": "middle" }, at === 0 ? "0 %" : signed(at, step < 0.5 ? 2 : 1)));
  }
  drawn.forEach((each, index) => image.append(...row(each, TOP + (index + 0.5) * ROW, x)));
  return image;
}

function row(each, y, x) {
  const u = 2 * each.standardUncertaintyPercent;
  const way = Math.sign(each.errorAfterPercent - each.errorPercent);
  const from = x(each.errorPercent) + way * 6;
  const to = x(each.errorAfterPercent) - way * 7;
  const text = `${each.meterId}: ${signed(each.errorPercent)} % → ${signed(each.errorAfterPercent)} %, ± ${u.toFixed(2)} %`;
  return [
    svg("text", { class: "tick name", x: LEFT - 10, y: y + 4, "text-anchor": "end" }, each.meterId),
    svg("g", { class: "change" }, svg("title", {}, text),
      svg("path", { class: "interval before", d: `M${x(each.errorPercent - u)} ${y}H${x(each.errorPercent + u)}` }),
      svg("path", { class: "interval after", d: `M${x(each.errorAfterPercent - u)} ${y}H${x(each.errorAfterPercent + u)}` }),
      way * (to - from) > 4 ? svg("path", { class: "arrow-line", d: `M${from} ${y}H${to}m${-way * 4} -3l${way * 4} 3l${-way * 4} 3` }) : null,
      svg("circle", { class: "before", cx: x(each.errorPercent), cy: y, r: 4 }),
      svg("circle", { class: "after", cx: x(each.errorAfterPercent), cy: y, r: 4 })),
  ];
}

function legend() {
  const sign = (look) => svg("svg", { class: "effect-key", viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, svg("circle", { class: look, cx: 6, cy: 6, r: 4 }));
  return h("ul", { class: "wave-key" }, h("li", {}, sign("before"), E.before), h("li", {}, sign("after"), E.after),
    h("li", {}, svg("svg", { class: "effect-key", viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, svg("path", { class: "limit", d: "M6 0V12" })), E.limit));
}
