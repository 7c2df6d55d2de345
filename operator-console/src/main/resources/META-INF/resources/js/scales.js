// From figures to places on an axis, and the ticks of an axis. No drawing.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
const MONTH = 30.4 * DAY;

/** Places figures from..to on start..end; a range of no width stands in the middle. */
export const linear = (from, to, start, end) => (value) =>
  to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start);

/** The same by the logarithm; figures must be above 0. */
export const logarithmic = (from, to, start, end) => {
  const place = linear(Math.log(from), Math.log(to), start, end);
  return (value) => place(Math.log(value));
};

/** Round figures between low and high, about so many, rising. */
export function valueTicks(low, high, about) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999);
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) ticks.push(index * step);
  return ticks;
}

/** Decimals that tell two neighbouring ticks apart, at most six. */
export function decimals(ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : Math.abs(ticks[0] ?? 1) || 1;
  for (let digits = 0; digits < 6; digits++) if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) return digits;
  return 6;
}

const format = (parts) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...parts });
const CLOCK = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DATE = format({ day: "numeric", month: "short" });
const DATE_OF_YEAR = format({ day: "numeric", month: "short", year: "numeric" });
const MONTH_NAME = format({ month: "short" });
const MONTH_OF_YEAR = format({ month: "short", year: "numeric" });

/** Ticks of a time axis in UTC, about so many: { at, text }, at round times; a new year is named with its first tick. */
export function timeTicks(from, to, about) {
  if (!(to > from)) return [{ at: from, text: DATE_OF_YEAR.format(from) }];
  const rough = (to - from) / Math.max(1, about);
  const step = STEPS.find((each) => each >= rough);
  return step && rough <= 14 * DAY ? byStep(from, to, step) : byMonth(from, to, rough);
}

function byStep(from, to, step) {
  const ticks = [];
  let year = 0;
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    const date = new Date(at);
    const midnight = at % DAY === 0;
    const text = !midnight ? CLOCK.format(at) : date.getUTCFullYear() === year ? DATE.format(at) : DATE_OF_YEAR.format(at);
    if (midnight) year = date.getUTCFullYear();
    ticks.push({ at, text });
  }
  return ticks;
}

function byMonth(from, to, rough) {
  const months = MONTHS.find((each) => each * MONTH >= rough * 0.999) ?? MONTHS.at(-1);
  const ticks = [];
  const first = new Date(from);
  let index = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  let year = 0;
  for (; ; index += months) {
    const at = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (at > to) return ticks;
    if (at < from) continue;
    const of = Math.floor(index / 12);
    ticks.push({ at, text: of === year ? MONTH_NAME.format(at) : MONTH_OF_YEAR.format(at) });
    year = of;
  }
}
