// What the analyzer finds about one meter, in words and numbers. Uncertainties after ± are expanded, k = 2.

import { h } from "./dom.js";
import { count, day, signed, time, words } from "./format.js";

export const pairs = (list) => h("dl", { class: "pairs" }, list.filter(Boolean).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

const section = (title, ...parts) => h("section", {}, h("h3", {}, title), ...parts);

const load = (point) => `${signed(point.errorPercent)} ± ${(2 * point.standardUncertaintyPercent).toFixed(2)} %${point.covered ? "" : " (extrapolated)"}`;
const points = (list, name) => list.map((point) => h("div", {}, `${name(point)}: ${load(point)}`));

/** All sections that rest on findings, in the order a person asks for them. */
export function findings({ why, estimate, checks, forecast, surveillance, quantities, referenceFindings }) {
  return [
    estimate && (estimate.refusal ? section("Why there is no figure", h("p", {}, h("b", {}, words(estimate.refusal)), ". ", estimate.refusalText)) : evidence(estimate, why)),
    estimate && !estimate.refusal && estimate.explanation && judgement(estimate),
    referenceFindings.some((finding) => finding.inDoubt) && doubted(referenceFindings.filter((finding) => finding.inDoubt)),
    forecast && expected(forecast),
    surveillance && watched(surveillance),
    quantities.length > 0 && others(quantities),
    checks && againstItself(checks),
  ].filter(Boolean);
}

function evidence(estimate, why) {
  const u = estimate.uncertainty;
  const more = estimate.explanation;
  return section("Why this verdict",
    h("p", {}, why),
    pairs([
      ["95 % interval", `${signed(estimate.intervalLowPercent)} … ${signed(estimate.intervalHighPercent)} %`],
      u && ["Uncertainty u_c", `${u.combinedPercent.toFixed(3)} %, in quadrature: estimation ${u.estimationPercent.toFixed(3)}, certificate ${more.certificatePercent.toFixed(3)}, drift of the reference ${more.referenceDriftPercent.toFixed(3)}, structure ${u.structurePercent.toFixed(3)}`],
      ["Rate", `${signed(estimate.ratePercentPerYear)} % per year, 95 % interval ${signed(more.rateIntervalLowPercentPerYear)} … ${signed(more.rateIntervalHighPercentPerYear)}`],
      ["By load", points(estimate.curve, (point) => `${Math.round(100 * point.fractionOfMaximumCurrent)} % Imax`)],
      more.referenceCurve.length > 0 && ["", points(more.referenceCurve, (point) => `${point.fractionOfReferenceCurrent} Iref`)],
      ["Coverage", `${(100 * estimate.coveredEnergyFraction).toFixed(0)} % of the energy at covered loads; ${estimate.quietDays} quiet days`],
      ["Clock", `${signed(estimate.clockSkewSeconds, 1)} ± ${(2 * more.clockSkewStandardUncertaintySeconds).toFixed(1)} s against the reference, by the energy alone`],
      ["Window", `${time(estimate.windowFrom)} to ${time(estimate.windowTo)}, ${estimate.closedDays} closed days, epoch ${estimate.calibrationEpoch}`],
      ["Left out", estimate.exclusions.map((each) => `${count(each.intervals)} ${words(each.reason)}`).join(", ") || "nothing"],
      ["Limit", `${estimate.limitPercent} %: ${more.limitSource || "source not told"}`],
      ["Reference", more.referenceSource || "source not told"],
    ]));
}

function judgement({ action, actionReason, explanation }) {
  return section("What it means, and what would change it",
    pairs([
      ["Outlook", explanation.outlookText || "–"],
      ["Diagnosis", `${words(explanation.diagnosis)}: ${explanation.diagnosisText}`],
      explanation.phaseText && ["Phase", explanation.phaseText],
      explanation.heldBack && ["Held back", `${words(explanation.heldBack)}: no MET-02 and no adjustment rest on it; see the certificates in doubt below`],
      ["Action", `${words(action)}${actionReason ? `: ${actionReason}` : ""}`],
    ]),
    h("ul", {}, explanation.symptoms.map((symptom) => h("li", {}, h("b", {}, `${symptom.code}: ${words(symptom.state)}. `), symptom.text))));
}

const stated = ({ meterId, referenceMeterId }) => (referenceMeterId ? `comparison of ${meterId} with ${referenceMeterId}` : `certificate of ${meterId}`);

function doubted(list) {
  return section("Certificates in doubt", ...list.flatMap(({ standing, heldBackMeterIds }) => [
    h("p", {}, h("b", {}, `${standing.meterId}, ${day(standing.asOf)}: ${words(standing.state)}. `), standing.text),
    pairs([
      ...standing.statements.map((each) => [each.inDoubt ? "In doubt" : "Fits",
        `${stated(each)}: ${signed(each.differencePercent)} % from what all others say, u ${each.standardUncertaintyPercent.toFixed(3)} %, z ${signed(each.normalisedDifference, 1)}`]),
      standing.loop.length > 0 && ["Loop", `${standing.loop.join(", ")}: closes to ${signed(standing.misclosurePercent)} %, u at most ${standing.misclosureStandardUncertaintyPercent.toFixed(3)} %`],
      heldBackMeterIds.length > 0 && ["Held back", heldBackMeterIds.join(", ")],
    ]),
  ]));
}

function expected(forecast) {
  if (forecast.refusal) return section("Forecast by its certificate", h("p", {}, h("b", {}, words(forecast.refusal)), ". ", forecast.refusalText));
  const due = forecast.dueAt ? `${forecast.overdue ? "overdue since" : "on"} ${day(forecast.dueAt)}` : "not within 40 years of the calibration";
  return section(`Forecast by its ${words(forecast.basis)}`, pairs([
    ["Calibration due", due],
    ["Error expected", `${signed(forecast.errorPercent)} ± ${(2 * forecast.standardUncertaintyPercent).toFixed(2)} %; beyond the limit with a probability of ${(100 * forecast.exceedanceProbability).toFixed(1)} % (risk ${(100 * forecast.risk).toFixed(0)} %)`],
    ["In quadrature", `certificate ${forecast.certificatePercent.toFixed(3)}, drift ${forecast.driftPercent.toFixed(3)}, temperature ${forecast.temperaturePercent.toFixed(3)} %; ages ${forecast.heatAcceleration.toFixed(1)} times as fast as at 23 °C`],
    forecast.selfTest && ["Self-test", `change ${signed(forecast.selfTest.changePercent)} ± ${(2 * forecast.selfTest.standardUncertaintyPercent).toFixed(2)} % over ${forecast.selfTest.days} days: ${words(forecast.selfTest.proposal)}; blind to ${forecast.selfTest.blindTo}`],
    ["Rests on", forecast.source],
  ]));
}

const divergence = (percent) => (percent === null ? "none" : `${percent.toFixed(3)} %`);

function watched({ refusal, days }) {
  return section(`Surveillance${days.length ? ` ${days[0].mode}, with ${days[0].referenceMeterId}` : ""}`,
    refusal && h("p", {}, h("b", {}, words(refusal.refusal)), ". ", refusal.refusalText),
    h("ul", {}, days.map((found) => h("li", {},
      h("b", {}, `${day(found.day)}: `),
      `e1 ${divergence(found.e1Percent)}, e2 ${divergence(found.e2Percent)}, ${found.comparedIntervals} of ${found.intervals} intervals compared`,
      found.anomalies.length ? `; beyond the rule: ${found.anomalies.map(words).join(", ")}` : "",
      found.reservations.length ? `; not judged: ${found.reservations.map(words).join(", ")}` : "",
      found.dueTime ? `; finding since ${day(found.findingSince)}, test or repair until ${day(found.dueTime)}` : ""))));
}

function others(quantities) {
  return section("Other energies", pairs(quantities.map(({ quantity, estimate }) => [quantity, estimate.errorPercent === null
    ? `no figure: ${words(estimate.refusal)}. ${estimate.refusalText}`
    : `${signed(estimate.errorPercent)} ± ${(2 * (estimate.uncertainty?.combinedPercent ?? 0)).toFixed(2)} %, ${words(estimate.verdict)}`])));
}

function againstItself(told) {
  return section(`Checks without a reference, ${told.settledDay}`,
    h("ul", {}, told.checks.map((check) => h("li", { title: `${check.sees} ${check.cannotSee}` },
      h("b", {}, `${words(check.name)}: ${words(check.state)}${check.state === "FAILED" && check.code ? ` (${check.code})` : ""}. `), check.text))));
}
