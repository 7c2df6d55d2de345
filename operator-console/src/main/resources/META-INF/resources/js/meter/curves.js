// Charts of one meter: drift over time, error against load, energy by interval, clock offset by session.

import { day, expanded, signed, time, words } from "../format.js";
import { T } from "../texts/en/meter.js";
import { intervals, statusWords } from "./registers.js";

const MINUTE = 60_000;
const percent = (value, digits) => (value === 0 ? "0 %" : signed(value, digits));
const both = (limit) => (limit ? [{ value: -limit }, { value: limit }] : []);
const figure = (row) => T.error(row.errorPercent, expanded(row) ?? 0);
const csv = (table, meterId) => `/api/tables/${table}?format=csv&meterId=${encodeURIComponent(meterId)}`;
const stamp = (at) => time(new Date(at).toISOString());

/** @param rows of the table drift */
export function driftSpec(rows, meterId) {
  const points = rows
    .map((row) => ({ at: Date.parse(row.windowTo), value: row.errorPercent, low: row.intervalLowPercent ?? undefined, high: row.intervalHighPercent ?? undefined, epoch: row.calibrationEpoch, row }))
    .sort((a, b) => a.at - b.at || a.epoch - b.epoch);
  const known = points.filter(({ value }) => value !== null);
  const newest = known.at(-1);
  if (!newest) return { points: [], empty: points.length ? T.driftRefusedAll(points.length, words(points.at(-1).row.refusal)) : T.driftEmpty };
  const limit = newest.row.limitPercent;
  const epochs = [...new Map(points.map((point) => [point.epoch, point]).reverse())].reverse();
  return {
    points,
    options: {
      limits: both(limit), nameValue: percent,
      epochs: epochs.map(([epoch, { at }]) => ({ at, text: T.epoch(epoch) })),
    },
    summary: T.driftSummary({ number: known.length, from: day(known[0].row.windowTo), to: day(newest.row.windowTo), newest: figure(newest.row), epochs: epochs.length, limit }),
    tell: ({ row, value }) => (value === null ? T.driftRefused(day(row.windowTo), words(row.refusal)) : T.driftPoint(day(row.windowTo), row, figure(row))),
    columns: [({ row }) => day(row.windowTo), ({ row }) => String(row.calibrationEpoch), ({ value }) => (value === null ? "–" : signed(value, 3)),
      ({ row }) => (row.intervalLowPercent === null ? "–" : `${signed(row.intervalLowPercent, 3)} … ${signed(row.intervalHighPercent, 3)}`),
      ({ row }) => String(row.closedDays), ({ row }) => words(row.refusal || row.verdict)].map((of, index) => ({ title: T.driftColumns[index], of })),
    csv: csv("drift", meterId),
  };
}

/** @param estimate with its curve; null where there is none */
export function loadSpec(estimate, registration) {
  if (!estimate || estimate.refusal || !estimate.curve.length) return { points: [], empty: T.loadEmpty };
  const share = registration?.maximumCurrentAmperes ? registration.referenceCurrentAmperes / registration.maximumCurrentAmperes : 0;
  const named = [
    ...estimate.curve.map((point) => ({ point, at: point.fractionOfMaximumCurrent, name: T.ofImax(point.fractionOfMaximumCurrent) })),
    ...(share ? estimate.explanation?.referenceCurve ?? [] : []).map((point) => ({ point, at: point.fractionOfReferenceCurrent * share, name: T.ofIref(point.fractionOfReferenceCurrent) })),
  ].sort((a, b) => a.at - b.at);
  const points = named.map(({ point, at, name }) => ({
    at, name, point, value: point.errorPercent, hollow: !point.covered,
    low: point.errorPercent - 2 * point.standardUncertaintyPercent, high: point.errorPercent + 2 * point.standardUncertaintyPercent,
  }));
  return {
    points,
    options: { limits: both(estimate.limitPercent), nameValue: percent, scale: "log", whiskers: true, from: points[0].at * 0.8, to: points.at(-1).at * 1.2, ticks: points.map(({ at, name }) => ({ at, text: name })) },
    summary: T.loadSummary(points.filter(({ hollow }) => !hollow).length, points.length, estimate.coveredEnergyFraction),
    tell: ({ name, point }) => T.loadPoint(name, point),
    columns: [({ name }) => name, ({ value }) => signed(value, 3), ({ value, high }) => (high - value).toFixed(3), ({ hollow }) => (hollow ? T.extrapolated : T.covered)]
      .map((of, index) => ({ title: T.loadColumns[index], of })),
    csv: null,
  };
}

/** @param rows of the table readings */
export function energySpec(rows, registration, meterId) {
  const period = (registration?.capturePeriodSeconds ?? 0) * 1000;
  const points = intervals(rows, period);
  if (!points.length) return { points: [], empty: T.energyEmpty };
  const spans = points.filter(({ gapFrom }) => gapFrom !== null).map(({ at, gapFrom }) => ({ from: gapFrom, to: at }));
  const marked = points.filter(({ row }) => row.statusBits);
  const sum = points.reduce((all, { value }) => all + (value ?? 0), 0);
  return {
    points,
    options: { period: period || 15 * MINUTE, gap: period ? period * 1.5 : undefined, area: true, zero: true, spans, marks: marked.map(({ at }) => at), nameValue: (value) => `${value} Wh` },
    summary: T.energySummary({
      number: points.filter(({ value }) => value !== null).length, from: stamp(points[0].at), to: stamp(points.at(-1).at), sum: (sum / 1000).toFixed(2),
      missing: spans.reduce((all, { from, to }) => all + Math.max(1, Math.round((to - from) / period) - 1), 0), marked: marked.length,
    }),
    tell: ({ at, value, row }) => (value === null ? T.energyGap(stamp(at)) : T.energyPoint(stamp(at), value, statusWords(row.statusBits))),
    columns: [({ at }) => stamp(at), ({ value }) => (value === null ? "–" : String(Math.round(value))), ({ row }) => statusWords(row.statusBits) || T.ok]
      .map((of, index) => ({ title: T.energyColumns[index], of })),
    csv: csv("readings", meterId),
  };
}

/** @param sessions oldest first: { at, offsetMillis } */
export function clockSpec(sessions) {
  const points = sessions.filter(({ offsetMillis }) => offsetMillis !== null).map(({ at, offsetMillis }) => ({ at, value: offsetMillis / 1000 }));
  if (!points.length) return { points: [], empty: T.clockEmpty };
  return {
    points,
    options: { nameValue: (value, digits) => T.seconds(value, digits), zero: true },
    summary: T.clockSummary(points.length, points.at(-1).value * 1000),
    tell: ({ at, value }) => T.clockPoint(stamp(at), value * 1000),
    columns: [({ at }) => stamp(at), ({ value }) => signed(value, 1)].map((of, index) => ({ title: T.clockColumns[index], of })),
    csv: null,
  };
}
