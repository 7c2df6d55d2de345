// What the analyzer finds about one meter, in words and numbers. Uncertainties after ± are expanded, k = 2.

import { h } from "../dom.js";
import { day, words } from "../format.js";
import { T } from "../texts/en/findings.js";

export const pairs = (list) => h("dl", { class: "pairs" }, list.filter(Boolean).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

const refused = (code, text) => h("p", {}, h("b", {}, words(code)), ". ", text);

/** Why the verdict is what it is; title and content. */
export function why({ why: sentence, estimate }) {
  if (!estimate) return [T.whyNone, h("p", {}, sentence)];
  if (estimate.refusal) return [T.noFigure, refused(estimate.refusal, estimate.refusalText)];
  const { uncertainty, explanation } = estimate;
  return [T.why, h("p", { class: "sentence" }, sentence), pairs([
    [T.interval, T.intervalOf(estimate.intervalLowPercent, estimate.intervalHighPercent)],
    uncertainty && explanation && [T.uncertainty, T.uncertaintyOf(uncertainty, explanation)],
    explanation && [T.rate, T.rateOf(estimate.ratePercentPerYear, explanation.rateIntervalLowPercentPerYear, explanation.rateIntervalHighPercentPerYear)],
    [T.coverage, T.coverageOf(estimate.coveredEnergyFraction, estimate.quietDays)],
    explanation && [T.clock, T.clockOf(estimate.clockSkewSeconds, explanation.clockSkewStandardUncertaintySeconds)],
    [T.window, T.windowOf(estimate)],
    [T.leftOut, estimate.exclusions.map(T.leftOutOf).join(", ") || T.nothing],
    explanation && [T.limit, T.limitOf(estimate.limitPercent, explanation.limitSource)],
    explanation && [T.reference, explanation.referenceSource || T.notTold],
  ])];
}

/** All further findings in the order a person asks for them: titles and contents. */
export const furtherFindings = ({ estimate, checks, forecast, surveillance, quantities, referenceFindings }) => [
  estimate && !estimate.refusal && estimate.explanation && meaning(estimate),
  referenceFindings.some((finding) => finding.inDoubt) && inDoubt(referenceFindings.filter((finding) => finding.inDoubt)),
  forecast && expected(forecast),
  surveillance && watched(surveillance),
  quantities.length > 0 && others(quantities),
  checks && againstItself(checks),
].filter(Boolean);

const meaning = ({ action, actionReason, explanation }) => [T.meaning,
  pairs([
    [T.outlook, explanation.outlookText || "–"],
    [T.diagnosis, `${words(explanation.diagnosis)}: ${explanation.diagnosisText}`],
    explanation.phaseText && [T.phase, explanation.phaseText],
    explanation.heldBack && [T.heldBack, T.heldBackOf(explanation.heldBack)],
    [T.action, `${words(action)}${actionReason ? `: ${actionReason}` : ""}`],
  ]),
  h("ul", { class: "told" }, explanation.symptoms.map((symptom) => h("li", {}, h("b", {}, T.state(symptom.code, symptom.state)), symptom.text)))];

const stated = ({ meterId, referenceMeterId }) => (referenceMeterId ? T.comparison(meterId, referenceMeterId) : T.certificate(meterId));

const inDoubt = (list) => [T.inDoubt, ...list.flatMap(({ standing, heldBackMeterIds }) => [
  h("p", {}, h("b", {}, T.standing(standing, day(standing.asOf))), standing.text),
  pairs([
    ...standing.statements.map((each) => [each.inDoubt ? T.doubt : T.fits, T.statement(stated(each), each)]),
    standing.loop.length > 0 && [T.loop, T.loopOf(standing)],
    heldBackMeterIds.length > 0 && [T.heldBack, heldBackMeterIds.join(", ")],
  ])])];

function expected(forecast) {
  if (forecast.refusal) return [T.forecast, refused(forecast.refusal, forecast.refusalText)];
  return [T.forecastBy(words(forecast.basis)), pairs([
    [T.due, forecast.dueAt ? T.dueOf(forecast.overdue, day(forecast.dueAt)) : T.notDue],
    [T.expected, T.expectedOf(forecast)],
    [T.quadrature, T.quadratureOf(forecast)],
    forecast.selfTest && [T.selfTest, T.selfTestOf(forecast.selfTest)],
    [T.restsOn, forecast.source],
  ])];
}

const divergence = (percent) => (percent === null ? T.none : `${percent.toFixed(3)} %`);

const watched = ({ refusal, days }) => [T.surveillance(days[0]?.mode, days[0]?.referenceMeterId),
  refusal && refused(refusal.refusal, refusal.refusalText),
  h("ul", { class: "told" }, days.map((found) => h("li", {},
    h("b", {}, `${day(found.day)}: `), T.compared(found, divergence(found.e1Percent), divergence(found.e2Percent)),
    found.anomalies.length ? T.anomalies(found.anomalies.map(words).join(", ")) : "",
    found.reservations.length ? T.reservations(found.reservations.map(words).join(", ")) : "",
    found.dueTime ? T.finding(day(found.findingSince), day(found.dueTime)) : "")))];

const others = (quantities) => [T.others, pairs(quantities.map(({ quantity, estimate }) => [quantity, estimate.errorPercent === null
  ? T.noOther(estimate.refusal, estimate.refusalText)
  : T.other(estimate.errorPercent, estimate.uncertainty?.combinedPercent ?? 0, estimate.verdict)]))];

const againstItself = (told) => [T.checks(told.settledDay),
  h("ul", { class: "told" }, told.checks.map((check) => h("li", { title: `${check.sees} ${check.cannotSee}` },
    h("b", {}, T.state(words(check.name), `${check.state}${check.state === "FAILED" && check.code ? ` (${check.code})` : ""}`)), check.text)))];
