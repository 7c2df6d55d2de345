// Meters by class of error, 0.1 % wide, with the limits they are judged by; each class leads to its meters.

import { h, svg } from "../dom.js";
import { count, signed } from "../format.js";
import { roving } from "../roving.js";
import { T } from "../texts/en/fleet.js";

const BIN_PERCENT = 0.1;
const OUTERMOST = 50;
const HEIGHT = 220;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 14, 22, 24];
const SHORTEST = 2;

const beyond = ({ index, limitPercent }) =>
  limitPercent > 0 && (index * BIN_PERCENT >= limitPercent - 1e-9 || (index + 1) * BIN_PERCENT <= -limitPercent + 1e-9);

function classes(drift) {
  const found = new Map();
  for (const each of drift) {
    const sum = found.get(each.index) ?? { index: each.index, meters: 0, beyond: 0 };
    sum.meters += each.meters;
    if (beyond(each)) sum.beyond += each.meters;
    found.set(each.index, sum);
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** The classes by index and reach, for choosing one. */
export const CLASSES = Array.from({ length: 2 * OUTERMOST + 2 }, (_, place) => place - OUTERMOST - 1).map((index) => [String(index), reach(index)]);

function reach(index) {
  if (index < -OUTERMOST) return T.reach.below(signed(-OUTERMOST * BIN_PERCENT, 1));
  if (index >= OUTERMOST) return T.reach.above(signed(OUTERMOST * BIN_PERCENT, 1));
  return T.reach.between(signed(index * BIN_PERCENT, 1), signed((index + 1) * BIN_PERCENT, 1));
}

/** In words: from where to where a class reaches and how many are in it. */
const told = ({ index, meters, beyond: out }) => T.classOf(reach(index), meters, out);

/**
 * @param drift classes as the console counts them: { limitPercent, index, meters }
 * @param width in pixels
 * @param address of the meters of a class by its index; null for no link
 */
export function histogram(drift, width, address) {
  const found = classes(drift);
  const total = found.reduce((sum, each) => sum + each.meters, 0);
  if (!total) return h("p", { class: "empty" }, T.noFigures);
  const limits = [...new Set(drift.map((each) => each.limitPercent).filter(Boolean))].sort((a, b) => a - b);
  const furthest = Math.max(...found.map(({ index }) => (index < 0 ? -index : index + 1)), ...limits.map((limit) => Math.ceil(limit / BIN_PERCENT)), 5);
  const reach = Math.min(OUTERMOST, furthest) + 1;
  const most = Math.max(...found.map((each) => each.meters));
  const x = (percent) => LEFT + ((percent + reach * BIN_PERCENT) / (2 * reach * BIN_PERCENT)) * (width - LEFT - RIGHT);
  const tall = (number) => (number ? Math.max(SHORTEST, (number / most) * (HEIGHT - TOP - BOTTOM)) : 0);
  const floor = HEIGHT - BOTTOM;
  const outside = found.reduce((sum, each) => sum + each.beyond, 0);
  const picture = svg("svg", { class: "histogram", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group",
    "aria-label": T.spreadLabel(total, outside, limits.map((limit) => `${limit} %`).join(T.or) || T.none) });
  const inner = Math.min(...limits);
  if (limits.length) picture.append(svg("rect", { class: "within", x: x(-inner), y: TOP, width: x(inner) - x(-inner), height: floor - TOP }));
  for (const each of found) picture.append(bar(each, { x, tall, floor, address, reach }));
  picture.append(svg("path", { class: "axis", d: `M${LEFT} ${floor}H${width - RIGHT}` }), ...limitLines(limits, x, floor), ...labels(limits, x, reach, most));
  roving(picture, "a");
  return picture;
}

function bar(each, { x, tall, floor, address, reach }) {
  const shown = Math.max(-reach, Math.min(reach - 1, each.index));
  const left = x(shown * BIN_PERCENT) + 0.5;
  const wide = Math.max(1.5, x((shown + 1) * BIN_PERCENT) - left - 0.5);
  const whole = tall(each.meters);
  const out = each.beyond === each.meters ? whole : tall(each.beyond);
  const href = address?.(each.index);
  return svg(href ? "a" : "g", { class: "class", href, "aria-label": told(each) },
    svg("title", {}, told(each)),
    svg("rect", { class: "hit", x: left - 0.5, y: TOP, width: wide + 1, height: floor - TOP }),
    svg("rect", { class: "bar", x: left, y: floor - whole, width: wide, height: whole - out }),
    svg("rect", { class: "bar beyond", x: left, y: floor - out, width: wide, height: out }));
}

const limitLines = (limits, x, floor) => limits.map((limit) =>
  svg("path", { class: "limit", d: `M${x(limit)} ${TOP - 8}V${floor}M${x(-limit)} ${TOP - 8}V${floor}` }));

function labels(limits, x, reach, most) {
  const text = (at, words, anchor = "middle", y = HEIGHT - 8) => svg("text", { class: "tick", x: at, y, "text-anchor": anchor }, words);
  const every = [0.1, 0.2, 0.5, 1, 2].find((step) => (x(step) - x(0)) >= 52) ?? 5;
  const ticks = [];
  for (let index = -Math.floor((reach * BIN_PERCENT) / every); index * every <= reach * BIN_PERCENT; index++) ticks.push(text(x(index * every), T.axis(index * every)));
  return [...ticks, text(LEFT - 6, count(most), "end", TOP + 4), ...limits.slice(-1).flatMap((limit) => [
    text(x(limit) + 4, T.limit(limit), "start", TOP - 4), text(x(-limit) - 4, T.limit(-limit), "end", TOP - 4)])];
}
