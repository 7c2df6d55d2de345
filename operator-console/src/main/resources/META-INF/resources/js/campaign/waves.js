// The waves of a campaign with their progress, and how near each brake is.

import { GROUPS, waveBar } from "../bars.js";
import { h, svg } from "../dom.js";
import { T } from "../texts/en/campaigns.js";
import { needed, stopsAt, tally } from "./tally.js";

const W = T.waves;

/** A scale of so many places with some of them taken; the last place is the one that counts. */
function gauge(value, end, look, text) {
  const share = Math.min(1, end ? value / end : 0) * 100;
  return svg("svg", { class: `gauge ${look}`, viewBox: "0 0 100 6", preserveAspectRatio: "none", role: "img", "aria-label": text },
    svg("rect", { class: "ground", width: 100, height: 6 }),
    svg("rect", { class: "filled", width: share, height: 6 }),
    svg("path", { class: "end", d: "M99.4 0v6" }));
}

function line(title, value, end, look, text) {
  return h("li", { class: look }, h("span", { class: "what" }, title), gauge(value, end, look, `${title}: ${text}`), h("span", { class: "tally-told" }, text));
}

function brake(title, value, share, least, all) {
  const at = stopsAt(share, least, all);
  return line(title, value, at, value >= at ? "hit" : value > 0 ? "near" : "calm", value >= at ? W.brakeHit(value, at) : W.brake(value, at));
}

/** Success and brakes of one wave, against what was approved. */
function conditions(wave, plan) {
  const counts = tally(wave.counts);
  const goal = needed(plan, Math.max(counts.attempted, 1));
  return h("ul", { class: "conditions" },
    line(W.proven, counts.proven, goal, counts.proven >= goal ? "good" : "calm", W.provenOf(counts.proven, goal, counts.attempted)),
    brake(W.failed, counts.failed, plan.maximumFailedShare, plan.minimumFailed, counts.attempted),
    brake(W.unproven, counts.unproven, plan.maximumUnprovenShare, plan.minimumUnproven, counts.written),
    plan.pauseOnSuccess ? h("li", { class: "faint" }, W.pause) : null);
}

/** @param detailed with conditions */
export function waves(campaign, detailed) {
  return h("ol", { class: `wave-list ${detailed ? "detailed" : ""}` }, campaign.waves.map((wave, index) => {
    const { picture, text } = waveBar(wave);
    const plan = campaign.plan?.waves[index];
    return h("li", { class: wave.state.toLowerCase() },
      h("p", { class: "wave-name" }, W.wave(wave.number), h("span", { class: "faint" }, ` ${T.meters(wave.members)} · ${T.waveStates[wave.state] ?? wave.state}`)),
      picture,
      h("p", { class: "wave-told" }, text || `${wave.members} ${W.counts.waiting}`),
      detailed && plan && wave.state !== "PENDING" ? conditions(wave, plan) : null);
  }));
}

/** What the parts of a bar mean. */
export const key = () => h("ul", { class: "wave-key", "aria-hidden": "true" }, GROUPS.map((group) => h("li", {}, swatch(group.key), W.counts[group.key])));

export const swatch = (group) => svg("svg", { class: "wave-bar key", viewBox: "0 0 8 8", width: 10, height: 10, "aria-hidden": "true" }, svg("rect", { class: group, width: 8, height: 8 }));

export const groupOf = (state) => GROUPS.find((each) => each.states.includes(state))?.key ?? "waiting";
