// Draws a series with its band, limits and epochs on a canvas: as many points as there are, by what each pixel column shows.

import { colour } from "./dom.js";
import { decimals, linear, logarithmic, timeTicks, valueTicks } from "./scales.js";

const TOKENS = {
  line: "--accent", axis: "--hair-strong", grid: "--hair", text: "--faint", within: "--within", limit: "--ink",
  epoch: "--soft", ground: "--panel", gap: "--hair-strong", mark: "--fail",
};
const FONT = "11px";
const BAND_OPACITY = 0.24;
const MOST_DOTS = 60;
const PIXELS_A_TICK = 92;

let known = null;
document.addEventListener("theme", () => (known = null));

const look = () => (known ??= {
  ...Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, colour(token)])),
  font: `${FONT} ${getComputedStyle(document.body).fontFamily}`,
});

/** Makes the canvas as fine as the screen; returns its pen, in CSS pixels. */
function prepare(canvas) {
  const ratio = globalThis.devicePixelRatio || 1;
  const width = Math.max(120, canvas.clientWidth || canvas.width);
  const height = Math.max(60, canvas.clientHeight || canvas.height);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const colours = look();
  context.font = colours.font;
  return { context, ratio, width, height, colours };
}

function extent(points, options) {
  let [from, to, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { at, value, low: under = value, high: over = value } of points) {
    if (at < from) from = at;
    if (at > to) to = at;
    if (value === null) continue;
    low = Math.min(low, under, value);
    high = Math.max(high, over, value);
  }
  for (const { value } of options.limits ?? []) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (options.zero) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
  if (!(high > low)) [low, high] = [Number.isFinite(low) ? low - 0.5 : -1, Number.isFinite(low) ? low + 0.5 : 1];
  const room = (high - low) * 0.06;
  return {
    from: options.from ?? (Number.isFinite(from) ? from - (options.period ?? 0) : 0),
    to: options.to ?? (Number.isFinite(to) ? to : 1),
    low: options.zero && low === 0 ? 0 : low - room,
    high: options.zero && high === 0 ? 0 : high + room,
  };
}

function layout(pen, points, options) {
  const range = extent(points, options);
  const yTicks = valueTicks(range.low, range.high, Math.max(2, pen.height / 44));
  const digits = decimals(yTicks);
  const name = options.nameValue ?? ((value) => value.toFixed(digits));
  const texts = yTicks.map((value) => ({ value, text: name(value, digits) }));
  const left = 10 + Math.max(...texts.map(({ text }) => pen.context.measureText(text).width));
  const frame = { left, right: pen.width - 10, top: options.epochs?.length ? 18 : 8, bottom: pen.height - 20 };
  const scale = options.scale === "log" ? logarithmic : linear;
  const wide = (frame.right - frame.left) / PIXELS_A_TICK;
  return {
    frame,
    yTicks: texts,
    xTicks: options.ticks ?? timeTicks(range.from, range.to, wide),
    x: scale(range.from, range.to, frame.left, frame.right),
    y: linear(range.low, range.high, frame.bottom, frame.top),
  };
}

function line({ context }, colour, dash, ...segments) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash(dash);
  context.beginPath();
  for (const [x1, y1, x2, y2] of segments) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
  context.setLineDash([]);
}

const crisp = (place) => Math.round(place) + 0.5;

function ground(pen, { frame, xTicks, yTicks, x, y }, options) {
  const { context, colours } = pen;
  const { left, right, top, bottom } = frame;
  const limits = (options.limits ?? []).map(({ value }) => y(value));
  if (limits.length > 1) {
    context.fillStyle = colours.within;
    context.fillRect(left, Math.min(...limits), right - left, Math.max(...limits) - Math.min(...limits));
  }
  line(pen, colours.grid, [], ...yTicks.map(({ value }) => [left, crisp(y(value)), right, crisp(y(value))]));
  line(pen, colours.axis, [], [left, crisp(bottom), right, crisp(bottom)], ...xTicks.map(({ at }) => [crisp(x(at)), bottom, crisp(x(at)), bottom + 4]));
  context.fillStyle = colours.text;
  context.textBaseline = "middle";
  context.textAlign = "right";
  yTicks.forEach(({ value, text }) => context.fillText(text, left - 6, y(value)));
  context.textBaseline = "top";
  context.textAlign = "center";
  let free = -Infinity;
  for (const { at, text } of xTicks) {
    const half = context.measureText(text).width / 2;
    const middle = Math.max(left + half - 6, Math.min(pen.width - half, x(at)));
    if (middle - half < free) continue;
    context.fillText(text, middle, bottom + 7);
    free = middle + half + 8;
  }
}

/** Spans without data, hatched: the hatching says so without its colour. */
function gaps(pen, { frame, x }, spans) {
  const { context, colours } = pen;
  for (const { from, to } of spans) {
    const left = Math.max(frame.left, x(from));
    const right = Math.min(frame.right, x(to));
    if (right <= left) continue;
    context.save();
    context.beginPath();
    context.rect(left, frame.top, Math.max(1, right - left), frame.bottom - frame.top);
    context.clip();
    const tall = frame.bottom - frame.top;
    const strokes = [];
    for (let start = Math.floor((left - tall) / 7) * 7; start < right; start += 7) strokes.push([start, frame.bottom, start + tall, frame.top]);
    line(pen, colours.gap, [], ...strokes);
    context.restore();
  }
}

/** Where the drawing is interrupted: no value, a new epoch, or more than `gap` between two. Pairs of first and behind last. */
function runsOf(points, gap = Infinity) {
  const runs = [];
  let first = -1;
  for (let index = 0; index <= points.length; index++) {
    const point = points[index];
    const before = points[index - 1];
    const ends = !point || point.value === null || (first >= 0 && (point.epoch !== before.epoch || point.at - before.at > gap));
    if (ends && first >= 0) runs.push([first, index]);
    if (ends) first = -1;
    if (first < 0 && point && point.value !== null) first = index;
  }
  return runs;
}

/** Outline of a run: per pixel column of the screen its first, extreme and last values, and the outer edges of its band. */
function outline(points, [first, behind], { x, y }, ratio, period) {
  const course = [];
  const over = [];
  const under = [];
  let [column, begin, end, least, most, low, high] = [null, 0, 0, 0, 0, 0, 0];
  const close = () => {
    if (column === null) return;
    const at = column / ratio;
    course.push(at, y(begin));
    if (most > least) course.push(at, y(least), at, y(most), at, y(end));
    over.push(at, y(high));
    under.push(at, y(low));
  };
  const visit = (place, value, bottom, top) => {
    const next = Math.round(place * ratio);
    if (next !== column) {
      close();
      [column, begin, least, most, low, high] = [next, value, value, value, bottom, top];
    }
    end = value;
    if (value < least) least = value;
    if (value > most) most = value;
    if (bottom < low) low = bottom;
    if (top > high) high = top;
  };
  for (let index = first; index < behind; index++) {
    const { at, value, low: bottom = value, high: top = value } = points[index];
    if (period) visit(x(at - period), value, bottom, top);
    visit(x(at), value, bottom, top);
  }
  close();
  return { course, over, under };
}

function along(path, places, backwards = false) {
  for (let index = 0; index < places.length; index += 2) {
    const from = backwards ? places.length - 2 - index : index;
    path.lineTo(places[from], places[from + 1]);
  }
}

function course(pen, points, places, options) {
  const { context, colours, ratio } = pen;
  const runs = runsOf(points, options.gap);
  const outlines = runs.map((run) => outline(points, run, places, ratio, options.period));
  const band = new Path2D();
  const curve = new Path2D();
  for (const { course: way, over, under } of outlines) {
    const edges = options.area ? [way, [way.at(-2), places.frame.bottom, way[0], places.frame.bottom]] : [over, under];
    band.moveTo(edges[0][0], edges[0][1]);
    along(band, edges[0]);
    along(band, edges[1], !options.area);
    band.closePath();
    curve.moveTo(way[0], way[1]);
    along(curve, way);
  }
  context.globalAlpha = BAND_OPACITY;
  context.fillStyle = colours.line;
  context.fill(band);
  context.globalAlpha = 1;
  context.strokeStyle = colours.line;
  context.lineWidth = 1.7;
  context.lineJoin = "round";
  context.stroke(curve);
  return runs;
}

/** Single points, and all where they are few: full where data carries them, hollow where it does not; whiskers on demand. */
function dots(pen, points, { x, y }, runs, options) {
  const { context, colours } = pen;
  const few = points.length <= MOST_DOTS && !options.area;
  const shown = few ? points.filter(({ value }) => value !== null) : runs.filter(([a, b]) => b - a === 1).map(([a]) => points[a]);
  for (const { at, value, low, high, hollow } of shown) {
    if (options.whiskers || !few) line(pen, colours.line, [], [x(at), y(low ?? value), x(at), y(high ?? value)]);
    context.beginPath();
    context.arc(x(at), y(value), hollow ? 3.6 : 2.8, 0, 2 * Math.PI);
    context.strokeStyle = colours.line;
    context.fillStyle = hollow ? colours.ground : colours.line;
    context.fill();
    context.lineWidth = 1.6;
    context.stroke();
  }
}

function limitLines(pen, { frame, y }, limits) {
  line(pen, pen.colours.limit, [5, 3], ...limits.map(({ value }) => [frame.left, crisp(y(value)), frame.right, crisp(y(value))]));
}

/** Upright lines where something changed for good, with their names on top, and small triangles where a status stands. */
function happenings(pen, { frame, x }, { epochs = [], marks = [] }) {
  const { context, colours } = pen;
  const shown = epochs.filter(({ at }) => x(at) >= frame.left - 1 && x(at) <= frame.right + 1);
  line(pen, colours.epoch, [2, 2], ...shown.map(({ at }) => [crisp(x(at)), frame.top - 12, crisp(x(at)), frame.bottom]));
  context.fillStyle = colours.epoch;
  context.textBaseline = "top";
  let free = -Infinity;
  for (const { at, text } of shown) {
    const wide = context.measureText(text).width;
    const right = x(at) + 5 + wide > pen.width;
    const begin = right ? x(at) - 4 - wide : x(at) + 4;
    if (begin < free) continue;
    context.textAlign = "left";
    context.fillText(text, begin, frame.top - 13);
    free = begin + wide + 6;
  }
  context.fillStyle = colours.mark;
  context.beginPath();
  let last = -Infinity;
  for (const at of marks) {
    const place = x(at);
    if (place - last < 1) continue;
    last = place;
    context.moveTo(place, frame.top + 7);
    context.lineTo(place - 4, frame.top);
    context.lineTo(place + 4, frame.top);
  }
  context.fill();
}

/**
 * Draws points on a canvas, at its size in the page and the fineness of the screen, in the colours of the page.
 *
 * @param points rising by `at`: { at, value, low, high, epoch, hollow }; `at` in milliseconds UTC (with `scale: "log"` a
 *   figure above 0), `value` null where there is none; `low`, `high` are the ends of the band and may be left out
 * @param options limits: [{ value }]; epochs: [{ at, text }]; spans: [{ from, to }] without data; marks: [at]; gap: largest
 *   distance that is drawn through; period: length of what a point stands for, up to its `at`; area: filled down to the axis;
 *   zero: the axis begins at 0; scale; ticks: [{ at, text }]; whiskers; nameValue
 * @return where figures stand: { x, y, frame }
 */
export function drawSeries(canvas, points, options = {}) {
  const pen = prepare(canvas);
  const places = layout(pen, points, options);
  ground(pen, places, options);
  gaps(pen, places, options.spans ?? []);
  const runs = course(pen, points, places, options);
  limitLines(pen, places, options.limits ?? []);
  dots(pen, points, places, runs, options);
  happenings(pen, places, options);
  return places;
}
