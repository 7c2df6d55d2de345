// Drawings: one meter against its limit, the fleet on one axis, a wave by the states of its members.

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

const SPREAD_LIMIT = 400;

/** All tested meters by rising error, each with its interval; limits drawn through. Width in pixels. */
export function spread(rows, onPick, width) {
  const drawn = rows
    .filter((row) => row.errorPercent !== null)
    .sort((a, b) => Math.abs(b.errorPercent) - Math.abs(a.errorPercent))
    .slice(0, SPREAD_LIMIT)
    .sort((a, b) => a.errorPercent - b.errorPercent);
  if (!drawn.length) return h("p", { class: "empty" }, "No estimate yet: the first appear when enough days are closed.");
  const height = 230;
  const left = 46;
  const right = 14;
  const top = 10;
  const bottom = 10;
  const limit = Math.max(...drawn.map((row) => row.limitPercent));
  const furthest = Math.max(
    limit * 1.35,
    ...drawn.map((row) => Math.min(4 * limit || 4, Math.abs(row.errorPercent) + (expanded(row) ?? 0))),
  );
  const y = (percent) => top + ((furthest - percent) / (2 * furthest)) * (height - top - bottom);
  const step = (width - left - right) / drawn.length;
  const x = (index) => left + step * (index + 0.5);
  const picture = svg("svg", {
    class: "spread-plot",
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `Errors of ${drawn.length} meters by rising error with their intervals; the limit is ${limit} percent.`,
  });
  picture.append(
    svg("rect", { class: "within", x: left, y: y(limit), width: width - left - right, height: y(-limit) - y(limit) }),
    svg("path", { class: "limit", d: `M${left} ${y(limit)}H${width - right}M${left} ${y(-limit)}H${width - right}` }),
    svg("path", { class: "axis", d: `M${left} ${y(0)}H${width - right}` }),
  );
  const tick = limit <= 1 ? 0.5 : limit / 2;
  for (let percent = -Math.floor(furthest / tick) * tick; percent <= furthest; percent += tick) {
    picture.append(
      svg("text", { class: "tick", x: left - 8, y: y(percent) + 4, "text-anchor": "end" }, percent === 0 ? "0 %" : signed(percent, 1)),
    );
  }
  drawn.forEach((row, index) => {
    const u = expanded(row) ?? 0;
    const { key, word } = standing(row);
    const clamp = (percent) => Math.max(-furthest, Math.min(furthest, percent));
    picture.append(
      svg(
        "g",
        { class: `dot ${row.openCaseId ? "flagged" : ""}`, onclick: () => onPick(row.meterId) },
        svg("title", {}, `${row.meterId}: ${signed(row.errorPercent)} % ± ${u.toFixed(2)} % (${word})`),
        svg("rect", { class: "hit", x: x(index) - step / 2, y: top, width: step, height: height - top - bottom }),
        svg("path", { class: `interval ${key}`, d: `M${x(index)} ${y(clamp(row.errorPercent - u))}V${y(clamp(row.errorPercent + u))}` }),
        mark(key, x(index), y(clamp(row.errorPercent)), Math.max(2, Math.min(4, step * 0.36))),
      ),
    );
  });
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
