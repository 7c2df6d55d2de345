// Everything known of one meter, in words and numbers.

import * as api from "./api.js";
import { limitBar } from "./bars.js";
import { caseButtons, handled } from "./casework.js";
import { h } from "./dom.js";
import { findings, pairs } from "./findings.js";
import { count, expanded, signed, standing, time, words } from "./format.js";
import { past } from "./past.js";

/** Puts what is known of a meter into a place. */
export async function fillMeter(meterId, place) {
  try {
    place.replaceChildren(...sections(await api.meter(meterId)));
  } catch (refused) {
    place.replaceChildren(h("p", { class: "problem" }, refused.message));
  }
}

function sections(known) {
  const { meter, registration, references, cases, events, lastOutcome } = known;
  const { sign, word, key } = standing(meter);
  const parts = [
    h("section", { class: "headline" }, limitBar(meter),
      h("p", { class: "big" }, meter.errorPercent === null ? "no figure" : `${signed(meter.errorPercent)} % ± ${(expanded(meter) ?? 0).toFixed(2)} %`),
      h("p", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word)),
  ];
  parts.push(
    ...findings(known),
    past(meter.meterId),
    calibrationRecord(meter.meterId),
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
  if (lastOutcome) parts.push(outcome(lastOutcome));
  parts.push(h("section", {}, h("h3", {}, "Events"), events.length
    ? h("ul", { class: "events" }, events.map((event) => h("li", {}, h("span", { class: "time" }, time(event.fieldTime)), " ", h("b", {}, event.code), " ", event.text)))
    : h("p", { class: "faint" }, "None.")));
  return parts;
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

function calibrationRecord(meterId) {
  const address = (format) => `/api/meters/${encodeURIComponent(meterId)}/calibration-record?format=${format}`;
  return h("section", {}, h("h3", {}, "Calibration record"),
    h("p", {}, ["html", "pdf", "json"].flatMap((format, i) =>
      [i ? " · " : "", h("a", { href: address(format), download: true }, format.toUpperCase())])));
}
