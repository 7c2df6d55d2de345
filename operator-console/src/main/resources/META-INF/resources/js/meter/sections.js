// Sections of a meter's page that tell: its headline, communication, coefficients and registration.

import { limitBar } from "../bars.js";
import { h } from "../dom.js";
import { count, day, expanded, standing, time, words } from "../format.js";
import { meterLink } from "../links.js";
import { link } from "../router.js";
import { T } from "../texts/en/meter.js";
import { pairs } from "./findings.js";

const TROUBLES = /^(COMM-0[29]|SEC-|PROT-|REG-0[04]|GAP-|CONF-01|READ-01|ERR-|E-)/;
const EPOCHS = ["EPOCH-01", "IDENT-01"];

/** The verdict in one look: figure, bar, word, and a sentence. */
export function headline({ meter, estimate, why, cases }) {
  const { sign, word, key } = standing(meter);
  const open = cases.find(({ caseId }) => caseId === meter.openCaseId);
  const known = meter.errorPercent !== null;
  return [
    h("p", { class: "big" }, known ? T.error(meter.errorPercent, expanded(meter) ?? 0) : T.noFigure),
    h("span", { class: "bar" }, limitBar(meter)),
    h("p", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word),
    open && h("a", { class: "tag finding", href: link("cases", open.caseId) }, T.openCase(open.kind, words(open.state))),
    h("p", { class: "in-words" }, known ? inWords(meter) : estimate?.refusalText || why),
  ];
}

const inWords = ({ errorPercent, verdict, limitPercent }) =>
  `${T.counts(errorPercent)} ${limitPercent && T.verdicts[verdict] ? T.verdicts[verdict](limitPercent) : T.noLimit}`;

/** Sessions that the stored readings tell of, oldest first: { at, session, offsetMillis }. */
export function sessions(readings) {
  const found = new Map();
  for (const { session, clockOffsetMillis } of readings) {
    if (clockOffsetMillis !== null || !found.has(session)) found.set(session, clockOffsetMillis);
  }
  return [...found].map(([session, offsetMillis]) => ({ at: Date.parse(session), session, offsetMillis })).sort((a, b) => a.at - b.at);
}

export function communication(seen, events, meter) {
  const newest = seen.at(-1);
  const clocks = seen.filter(({ offsetMillis }) => offsetMillis !== null);
  const most = clocks.reduce((far, { offsetMillis }) => (Math.abs(offsetMillis) > Math.abs(far) ? offsetMillis : far), 0);
  const troubles = new Map();
  for (const event of events.filter(({ code }) => TROUBLES.test(code))) {
    troubles.set(event.code, { newest: troubles.get(event.code)?.newest ?? event, number: (troubles.get(event.code)?.number ?? 0) + 1 });
  }
  return [
    pairs([
      (newest || !meter.lastCapture) && [T.lastContact, newest ? time(newest.session) : T.never],
      [T.lastCapture, time(meter.lastCapture)],
      newest && [T.sessionsSeen, T.sessionsOf(seen.length, day(seen[0].session))],
      clocks.length > 0 && [T.clock, T.clockOf(clocks.at(-1).offsetMillis, most)],
    ]),
    h("h3", {}, T.troubles),
    troubles.size ? h("ul", { class: "told" }, [...troubles].map(([code, { newest: last, number }]) => h("li", {},
      h("b", {}, `${code}: `), number > 1 ? T.trouble(number, time(last.field)) : T.troubleOnce(time(last.field)), ". ", last.sentence)))
      : h("p", { class: "faint" }, T.noTroubles),
  ];
}

/** Epochs opened and outcomes of orders in one line of time, newest first. */
export function coefficients(outcomes, events) {
  const told = [
    ...events.filter(({ code }) => EPOCHS.includes(code)).map(({ code, field, sentence }) => ({ at: field, name: code, text: sentence })),
    ...outcomes.map((order) => ({ at: order.field, name: words(order.result), text: order.reasonText, order })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  if (!told.length) return [h("p", { class: "faint" }, T.noCoefficients)];
  return [h("ol", { class: "history" }, told.map(({ at, name, text, order }) => h("li", {},
    h("span", { class: "time" }, time(at)), " ", h("b", {}, name), text ? ` ${text}` : "", order ? orderOf(order) : null)))];
}

function orderOf(order) {
  const steps = (order.steps ?? "").split("\n").filter(Boolean).map((line) => line.match(/^\S+ (\S+) ?(.*)$/)).filter(Boolean);
  return [
    pairs([
      [T.opened, order.newEpoch ? String(order.newEpoch) : T.noEpoch],
      [T.asFound, h("code", {}, order.asFoundBlock || "–")],
      [T.asLeft, h("code", {}, order.asLeftBlock || "–")],
      [T.sessions, String(order.attempts)],
      order.campaignId && [T.campaign, h("a", { href: link("campaigns", order.campaignId) }, order.campaignId)],
    ]),
    steps.length > 0 && h("details", {}, h("summary", {}, T.steps), h("ol", { class: "steps" }, steps.map(([, name, text]) => h("li", {}, h("b", {}, words(name)), " ", text)))),
  ];
}

export const recordLinks = (meterId) => h("p", { class: "downloads" }, T.record, ": ", ["html", "pdf", "json"].flatMap((format, index) =>
  [index ? " · " : "", h("a", { href: `/api/meters/${encodeURIComponent(meterId)}/calibration-record?format=${format}`, download: true }, format.toUpperCase())]));

export function registered({ meter, registration, references }) {
  const compared = references.filter((each) => each.testedMeterId === meter.meterId && each.referenceMeterId);
  const tests = references.filter((each) => each.referenceMeterId === meter.meterId);
  const list = (each, tell) => each.flatMap((one, index) => [index ? ", " : "", tell(one)]);
  return pairs([
    [T.facts.model, T.modelOf(meter.meterModel, meter.accuracyClass)],
    registration && [T.facts.serial, registration.serialNumber || "–"],
    registration && [T.facts.limit, T.limitOf(registration.limitPercent, words(registration.limitKind), registration.policyDocument)],
    registration && [T.facts.policy, words(registration.correctionPolicy)],
    registration && [T.facts.verification, words(registration.verificationState)],
    registration && [T.facts.district, registration.district || "–"],
    registration && [T.facts.current, T.currentOf(registration.referenceCurrentAmperes, registration.maximumCurrentAmperes, words(registration.wiring), registration.phases)],
    registration && [T.facts.period, T.periodOf(registration.capturePeriodSeconds)],
    compared.length > 0 && [T.facts.references, list(compared, (each) => h("span", {}, meterLink(each.referenceMeterId), T.referenceOf(each.certificateStandardUncertaintyPercent)))],
    tests.length > 0 && [T.facts.tests, list(tests, (each) => meterLink(each.testedMeterId))],
    [T.facts.readings, count(meter.readings)],
  ]);
}
