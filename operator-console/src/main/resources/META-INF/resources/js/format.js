// Numbers, times and words as operators read them.

const COVERAGE_FACTOR = 2;
const MINUS = "\u2212";

export const expanded = (row) =>
  row.combinedUncertaintyPercent === null ? null : COVERAGE_FACTOR * row.combinedUncertaintyPercent;

/** With its sign; what rounds to zero has no minus. */
export function signed(value, digits = 2) {
  const size = Math.abs(value).toFixed(digits);
  return (value < 0 && Number(size) !== 0 ? MINUS : "+") + size;
}

export const count = (value) => new Intl.NumberFormat("en").format(value ?? 0);

/** 2026-03-02 00:15, UTC. */
export const time = (instant) => (instant ? instant.slice(0, 16).replace("T", "\u2002") : "–");

export const day = (instant) => (instant ? instant.slice(0, 10) : "–");

export const words = (code) => code.toLowerCase().replaceAll("_", " ");

/** What a row means: a word, and a sign that does not rest on colour. */
export function standing(row) {
  if (row.refusal) return { key: "refused", sign: "◇", word: words(row.refusal) };
  switch (row.verdict) {
    case "PASS": return { key: "pass", sign: "●", word: "pass" };
    case "CONDITIONAL_PASS": return { key: "near", sign: "◐", word: "conditional pass" };
    case "CONDITIONAL_FAIL": return { key: "near", sign: "◑", word: "conditional fail" };
    case "FAIL": return { key: "fail", sign: "▲", word: "fail" };
    default: return { key: "none", sign: "·", word: "no estimate yet" };
  }
}
