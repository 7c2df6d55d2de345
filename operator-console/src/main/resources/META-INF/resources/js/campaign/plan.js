// What an approval covers, in words.

import { h } from "../dom.js";
import { T } from "../texts/en/campaigns.js";

const P = T.plan;
const HOUR = 3600;
const DAY = 86400;
const MINUTES_OF_DAY = 1440;

export const share = (value) => `${+(value * 100).toFixed(1)} %`;
export const clock = (minute) => `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
export const isAnyTime = (plan) => plan.windowFromMinute === 0 && plan.windowToMinute === MINUTES_OF_DAY;

export function planList(campaign) {
  const { plan } = campaign;
  if (!plan) return h("p", {}, P.none);
  const pair = (title, text) => [h("dt", {}, title), h("dd", {}, text)];
  return h("dl", { class: "pairs plan" },
    pair(P.start, P.startIn(+(plan.approvalValiditySeconds / HOUR).toFixed(1))),
    pair(P.execution, P.executionIn(+(plan.executionSeconds / DAY).toFixed(1))),
    pair(P.window, isAnyTime(plan) ? P.anyTime : P.windowOf(clock(plan.windowFromMinute), clock(plan.windowToMinute))),
    pair(P.pacing, P.pacingOf(plan.maximumOrdersOut, plan.maximumOrdersOutPerSegment)),
    pair(P.priority, String(plan.priority)),
    plan.waves.flatMap((wave, index) => pair(P.wave(index + 1), [
      campaign.waves[index] ? `${T.meters(campaign.waves[index].members)}; ` : "",
      P.success(share(wave.minimumProvenShare), wave.minimumProven), "; ",
      P.brakes(share(wave.maximumFailedShare), wave.minimumFailed, share(wave.maximumUnprovenShare), wave.minimumUnproven),
      wave.pauseOnSuccess ? `; ${T.waves.pause}` : "",
    ].join(""))),
    campaign.membersDigest ? [h("dt", { title: P.digestHint }, P.digest), h("dd", { class: "digest" }, campaign.membersDigest, h("small", {}, ` ${P.digestHint}`))] : null);
}
