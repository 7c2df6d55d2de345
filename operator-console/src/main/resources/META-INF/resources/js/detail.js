// Everything known of one meter, in words and numbers.

import * as api from "./api.js";
import { limitBar } from "./bars.js";
import { whyFlagged } from "./cases.js";
import { caseButtons, handled } from "./casework.js";
import { $, h, say } from "./dom.js";
import { count, expanded, signed, standing, time, words } from "./format.js";

let shown = null;

export function setUpDetail() {
  $("detail-close").addEventListener("click", () => $("detail").close());
  $("detail").addEventListener("close", () => {
    shown = null;
    if (location.hash.startsWith("#meter=")) history.replaceState(null, "", location.pathname);
  });
}

export async function showMeter(meterId) {
  shown = meterId;
  say($("detail-title"), meterId);
  if (!$("detail").open) {
    $("detail-body").replaceChildren(h("p", { class: "empty" }, "Loading…"));
    $("detail").showModal();
  }
  history.replaceState(null, "", `#meter=${encodeURIComponent(meterId)}`);
  try {
    const known = await api.meter(meterId);
    if (shown === meterId) $("detail-body").replaceChildren(...sections(known));
  } catch (refused) {
    if (shown === meterId) $("detail-body").replaceChildren(h("p", { class: "problem" }, refused.message));
  }
}

/** Shows the open meter anew after a change. */
export const refreshMeter = (changed) => shown !== null && changed.has("meters") && showMeter(shown);

const pairs = (list) => h("dl", { class: "pairs" }, list.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));

function sections({ meter, registration, references, estimate, cases, events, lastOutcome, checks }) {
  const { sign, word, key } = standing(meter);
  const parts = [
    h("section", { class: "headline" }, limitBar(meter),
      h("p", { class: "big" }, meter.errorPercent === null ? "no figure" : `${signed(meter.errorPercent)} % ± ${(expanded(meter) ?? 0).toFixed(2)} %`),
      h("p", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word)),
  ];
  if (estimate) parts.push(evidence(estimate));
  parts.push(
    h("section", {}, h("h3", {}, "Registered"), pairs([
      ["Model, class", `${meter.meterModel || "–"}, class ${meter.accuracyClass}`],
      ["Serial number", registration?.serialNumber || "–"],
      ["Limit", `${registration?.limitPercent} % (${words(registration?.limitKind ?? "")}), ${registration?.policyDocument || "no document"}`],
      ["Policy", words(registration?.correctionPolicy ?? "–")],
      ["District", registration?.district || "–"],
      ["Compared with", references.filter((each) => each.testedMeterId === meter.meterId).map((each) => `${each.referenceMeterId} (u = ${each.certificateStandardUncertaintyPercent} %)`).join(", ") || "–"],
      ["Readings", `${count(meter.readings)}, last ${time(meter.lastCapture)}`],
    ])),
  );
  if (cases.length) {
    parts.push(h("section", {}, h("h3", {}, "Cases"), h("ul", {}, cases.map((found) =>
      h("li", {}, h("b", {}, `${found.kind} ${found.number}: ${words(found.state)}. `), found.stateReason, handled(found), caseButtons(found))))));
  }
  if (checks) parts.push(againstItself(checks));
  if (lastOutcome) parts.push(outcome(lastOutcome));
  parts.push(h("section", {}, h("h3", {}, "Events"), events.length
    ? h("ul", { class: "events" }, events.map((event) => h("li", {}, h("span", { class: "time" }, time(event.fieldTime)), " ", h("b", {}, event.code), " ", event.text)))
    : h("p", { class: "faint" }, "None.")));
  return parts;
}

function evidence(estimate) {
  if (estimate.refusal) return h("section", {}, h("h3", {}, "Why there is no figure"), h("p", {}, h("b", {}, words(estimate.refusal)), ". ", estimate.refusalText));
  const u = estimate.uncertainty;
  return h("section", {}, h("h3", {}, "Why this verdict"),
    h("p", {}, whyFlagged(estimate)),
    h("p", {}, estimate.actionReason),
    pairs([
      ["95 % interval", `${signed(estimate.intervalLowPercent)} … ${signed(estimate.intervalHighPercent)} %`],
      ["Uncertainty u_c", u ? `${u.combinedPercent.toFixed(3)} % = estimation ${u.estimationPercent.toFixed(3)} ⊕ reference ${u.referencePercent.toFixed(3)} ⊕ structure ${u.structurePercent.toFixed(3)}` : "–"],
      ["Rate", `${signed(estimate.ratePercentPerYear)} ± ${(2 * estimate.rateStandardUncertaintyPercentPerYear).toFixed(2)} % per year`],
      ["Coverage", `${(100 * estimate.coveredEnergyFraction).toFixed(0)} % of the energy at covered loads; ${estimate.quietDays} quiet days`],
      ["Window", `${time(estimate.windowFrom)} to ${time(estimate.windowTo)}, ${estimate.closedDays} closed days, epoch ${estimate.calibrationEpoch}`],
      ["By load", estimate.curve.map((point) => `${Math.round(100 * point.fractionOfMaximumCurrent)} % Imax: ${signed(point.errorPercent)} ± ${(2 * point.standardUncertaintyPercent).toFixed(2)}${point.covered ? "" : " (extrapolated)"}`).join("; ") || "–"],
      ["Left out", estimate.exclusions.map((each) => `${count(each.intervals)} ${words(each.reason)}`).join(", ") || "nothing"],
    ]));
}

function againstItself(told) {
  return h("section", {}, h("h3", {}, `Checks without a reference, ${told.settledDay}`),
    h("ul", {}, told.checks.map((check) => h("li", { title: `${check.sees} ${check.cannotSee}` },
      h("b", {}, `${words(check.name)}: ${words(check.state)}${check.state === "FAILED" && check.code ? ` (${check.code})` : ""}. `), check.text))));
}

function outcome(last) {
  return h("section", {}, h("h3", {}, "Last order"),
    h("p", {}, h("b", {}, words(last.result)), last.reasonText ? `: ${last.reasonText}` : "", ` · ${time(last.fieldTime)}`),
    pairs([
      ["As found", last.asFoundBlock || "–"],
      ["As left", last.asLeftBlock || "–"],
      ["Epoch opened", last.newEpoch ? String(last.newEpoch) : "none"],
      ["Sessions", String(last.attempts)],
    ]),
    h("ol", { class: "steps" }, last.steps.map((step) => h("li", {}, h("b", {}, words(step.name)), " ", step.text))));
}
