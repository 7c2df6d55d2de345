// What the states of a wave's members amount to, counted as the calibrator's brakes count them (docs/campaigns.md).

const PROVEN = ["CORRECTED", "RESTORED"];
const UNPROVEN = ["NOT_PROVEN", "ROLLING_BACK", "ROLLED_BACK"];
const FAILED = [...UNPROVEN, "CONFLICT", "UNREACHABLE", "NEEDS_PERSON"];
const OPEN = ["WAITING", "CLAIMED", "RELEASED", "HELD", "UNKNOWN"];

/** Tolerates the rounding of a share times a count, as the calibrator does. */
const ROUNDING = 1e-9;

const sum = (counts, states) => counts.filter((each) => states.includes(each.state)).reduce((all, each) => all + each.members, 0);

/** @param counts [{state, members}] */
export function tally(counts) {
  const proven = sum(counts, PROVEN);
  const verifying = sum(counts, ["VERIFYING"]);
  const unproven = sum(counts, UNPROVEN);
  const failed = sum(counts, FAILED);
  return { proven, verifying, unproven, failed, open: sum(counts, OPEN), written: verifying + proven + unproven, attempted: verifying + proven + failed };
}

/** All waves together. */
export const tallyOf = (campaign) => tally(campaign.waves.flatMap((wave) => (wave.counts.length ? wave.counts : [{ state: "WAITING", members: wave.members }])));

/** The smallest number of failures that stops, of so many: more than the share, and at least the minimum. */
export const stopsAt = (share, least, all) => Math.max(least, Math.floor(share * all + ROUNDING) + 1);

/** Proven meters a wave needs, of so many attempted. */
export const needed = (plan, attempted) => Math.max(plan.minimumProven, Math.ceil(plan.minimumProvenShare * attempted - ROUNDING));
