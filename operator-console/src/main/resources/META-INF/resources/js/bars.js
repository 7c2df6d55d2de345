// Drawings: one meter against its limit, a wave by the states of its members.

import { h, svg } from "./dom.js";
import { expanded, signed, standing } from "./format.js";

const LIMITS_SHOWN = 2;

function mark(kind, x, y, r) {
  if (kind === "fail") return svg("path", { class: "mark fail", d: `M${x} ${y - r * 1.25}l${r * 1.2} ${r * 2.1}h${-r * 2.4}z` });
  return svg("circle", { class: `mark ${kind}`, cx: x, cy: y, r });
}

/** Error with its interval on an axis of ±2 limits. */
export function limitBar(row) {
  const width = 124;
  const height = 18;
  const middle = width / 2;
  const limit = row.limitPercent;
  const picture = svg("svg", { class: "limit-bar", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  if (row.errorPercent === null || !limit) {
    picture.setAttribute("aria-label", row.errorPercent === null ? "no estimate" : "no limit set");
    picture.append(svg("path", { class: "axis", d: `M${middle} 2v${height - 4}` }));
    return picture;
  }
  const scale = (middle - 4) / (LIMITS_SHOWN * limit);
  const at = (percent) => Math.max(3, Math.min(width - 3, middle + percent * scale));
  const u = expanded(row) ?? 0;
  const { key, word } = standing(row);
  picture.setAttribute(
    "aria-label",
    `${signed(row.errorPercent)} percent, plus or minus ${u.toFixed(2)}; limit ${limit} percent; ${word}`,
  );
  const y = height / 2;
  const beyond = Math.abs(row.errorPercent) > LIMITS_SHOWN * limit;
  picture.append(
    svg("rect", { class: "within", x: at(-limit), y: 3, width: at(limit) - at(-limit), height: height - 6 }),
    svg("path", { class: "axis", d: `M${middle} 2v${height - 4}` }),
    svg("path", { class: "limit", d: `M${at(-limit)} 2v${height - 4}M${at(limit)} 2v${height - 4}` }),
    svg("path", { class: `interval ${key}`, d: `M${at(row.errorPercent - u)} ${y}H${at(row.errorPercent + u)}` }),
    beyond
      ? svg("path", { class: "mark fail", d: row.errorPercent > 0 ? `M${width - 9} ${y - 5}l8 5l-8 5z` : `M9 ${y - 5}l-8 5l8 5z` })
      : mark(key, at(row.errorPercent), y, 3.4),
  );
  return picture;
}

/** Groups of member states in the order of their life. */
export const GROUPS = [
  { key: "done", word: "proven", states: ["CORRECTED", "ALREADY_CORRECT", "RESTORED"] },
  { key: "verifying", word: "written, being proven", states: ["VERIFYING"] },
  { key: "working", word: "at work", states: ["CLAIMED", "RELEASED"] },
  { key: "waiting", word: "waiting", states: ["WAITING", "HELD"] },
  {
    key: "trouble",
    word: "needs a look",
    states: [
      "REFUSED",
      "CONFLICT",
      "UNREACHABLE",
      "NOT_PROVEN",
      "NEEDS_PERSON",
      "ABORTED",
      "EXPIRED",
      "ROLLING_BACK",
      "ROLLED_BACK",
      "UNKNOWN",
    ],
  },
];

/** One wave as a bar of its members by group. */
export function waveBar(wave) {
  const numbers = GROUPS.map((group) => ({
    ...group,
    members: wave.counts.filter((each) => group.states.includes(each.state)).reduce((sum, each) => sum + each.members, 0),
  }));
  const counted = numbers.reduce((sum, group) => sum + group.members, 0);
  const waiting = numbers.find((group) => group.key === "waiting");
  waiting.members += Math.max(0, wave.members - counted);
  const total = Math.max(1, wave.members);
  const text = numbers.filter((group) => group.members).map((group) => `${group.members} ${group.word}`).join(", ");
  const picture = svg("svg", { class: "wave-bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", role: "img", "aria-label": text });
  let from = 0;
  for (const group of numbers) {
    if (!group.members) continue;
    const share = (group.members / total) * 100;
    picture.append(svg("rect", { class: group.key, x: from, y: 0, width: share, height: 8 }));
    from += share;
  }
  return { picture, text };
}
