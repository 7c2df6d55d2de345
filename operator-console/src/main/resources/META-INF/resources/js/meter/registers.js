// What a stored reading says: registers as figures with units, status bits as words.

import { T } from "../texts/en/meter.js";

/** DLMS unit numbers (IEC 62056-6-2), those that meters of this fleet report. */
const UNITS = { 8: "°", 9: "°C", 27: "W", 28: "VA", 29: "var", 30: "Wh", 31: "VAh", 32: "varh", 33: "A", 35: "V", 44: "Hz", 255: "" };
const ENERGY = "1.0.1.8.0.255";
const FORM = /^([0-9.]+)=(-?\d+)\*10\^(-?\d+):(\d+)$/;

/** Registers of a row, written as obis=raw*10^scaler:unit. */
export function registers(text) {
  return text.split(" ").map((each) => each.match(FORM)).filter(Boolean)
    .map(([, obis, raw, scaler, unit]) => ({ obis, value: Number(raw) * 10 ** Number(scaler), digits: Math.max(0, -Number(scaler)), unit: UNITS[unit] ?? `unit ${unit}` }));
}

/** Active import in Wh; null where the row does not carry it. */
export const importWattHours = (row) => registers(row.registers).find(({ obis, unit }) => obis === ENERGY && unit === "Wh")?.value ?? null;

/** Names of the status bits that are set; empty where none is. */
export const statusWords = (bits) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => bits & (1 << bit)).map((bit) => T.status[bit] ?? T.statusBit(bit)).join(", ");

/**
 * Energy of each profile interval, oldest first: { at, value in Wh or null behind a gap, row }.
 *
 * @param rows readings of one meter in any order
 * @param period of the profile in milliseconds; 0 = not known
 */
export function intervals(rows, period) {
  const levels = rows.filter((row) => row.source === "PROFILE").map((row) => ({ at: Date.parse(row.capture), level: importWattHours(row), row }))
    .filter(({ level }) => level !== null).sort((a, b) => a.at - b.at);
  return levels.slice(1).map(({ at, level, row }, index) => {
    const before = levels[index];
    const whole = !period || at - before.at <= period * 1.5;
    return { at, value: whole && level >= before.level ? level - before.level : null, row, gapFrom: whole ? null : before.at };
  });
}
