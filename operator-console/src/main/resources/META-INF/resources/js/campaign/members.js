// The meters of a campaign, and what was done to one of them, step by step.

import * as api from "../api.js";
import { h } from "../dom.js";
import { expanded, signed, time, words } from "../format.js";
import { meterLink } from "../links.js";
import { link } from "../router.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/campaigns.js";
import { groupOf, swatch } from "./waves.js";

const M = T.members;
const PREVIEW = 200;

const stateOf = (state) => [swatch(groupOf(state)), ` ${T.memberStates[state] ?? words(state)}`];
const factorOf = (factor) => (factor === null || factor === undefined ? null : `${signed((factor - 1) * 100, 3)} %`);

/** @param onOpen is told the meterId whose outcome is asked for */
export function memberTable(campaignId, params, onOpen) {
  return dataTable({
    name: "members",
    title: M.title,
    fixed: { campaignId },
    params,
    key: (row) => row.meterId,
    filters: [
      { key: "state", title: M.filters.state, options: Object.entries(T.memberStates).filter(([state]) => state !== "UNKNOWN") },
      { key: "meterId", title: M.filters.meter, find: true },
    ],
    columns: [
      { title: M.columns.meter, cell: (row) => meterLink(row.meterId) },
      { title: M.columns.wave, number: true, cell: (row) => String(row.wave) },
      { title: M.columns.state, cell: (row) => h("span", { class: "member-state" }, stateOf(row.state)) },
      { title: M.columns.factor, number: true, cell: (row) => factorOf(row.correctionFactor) },
      { title: M.columns.why, look: "wide", cell: (row) => row.stateReason },
      { title: M.columns.updated, look: "time", cell: (row) => time(row.updated) },
      { title: "", cell: (row) => h("button", { type: "button", class: "quiet", "aria-label": `${M.look}: ${row.meterId}`, onclick: () => onOpen(row.meterId) }, M.look) },
    ],
    rowClass: (row) => (groupOf(row.state) === "trouble" ? "flagged" : ""),
    empty: M.empty,
  });
}

/** Who would be written, before an approval. */
export function memberPreview(campaign) {
  const body = h("tbody", {}, h("tr", {}, h("td", {}, M.loading)));
  api.table("members", { campaignId: campaign.campaignId, limit: PREVIEW }).then(
    ({ rows, next }) => body.replaceChildren(
      ...rows.map((row) => h("tr", {}, h("td", { class: "number" }, String(row.wave)), h("th", { scope: "row" }, row.meterId), h("td", { class: "number" }, factorOf(row.correctionFactor) ?? "–"))),
      ...(next ? [h("tr", {}, h("td", { colspan: 3 }, "…"))] : [])),
    (refused) => body.replaceChildren(h("tr", {}, h("td", {}, M.failed(refused.message)))));
  return h("div", { class: "scroll member-preview", tabindex: "0", role: "region", "aria-label": M.title }, h("table", {},
    h("thead", {}, h("tr", {}, [M.columns.wave, M.columns.meter, M.columns.factor].map((title) => h("th", { scope: "col" }, title)))), body));
}

/** Lines as the tables hold them: time, name, sentence. */
export function steps(text) {
  return text.split("\n").filter(Boolean).map((line) => {
    const [, at, name, told] = line.match(/^(\S+) (\S+) ?(.*)$/) ?? [null, "", line, ""];
    return { at, name, told };
  });
}

/** What happened to one member; loads itself. */
export function outcome(campaignId, meterId, onClose) {
  const body = h("div", {}, h("p", { class: "empty" }, M.loading));
  const element = h("section", { class: "panel block outcome", "aria-label": `${M.open}: ${meterId}`, tabindex: "-1" },
    h("header", {}, h("h2", {}, M.open, ": ", meterLink(meterId)), h("button", { type: "button", class: "quiet", onclick: onClose }, M.close)), body);
  let shown = "";

  async function refresh() {
    try {
      const [member, { rows }, meter] = await Promise.all([
        api.ask("GET", `/api/campaigns/${encodeURIComponent(campaignId)}/members/${encodeURIComponent(meterId)}`),
        api.table("outcomes", { meterId, campaignId, limit: 10 }),
        api.meter(meterId).catch(() => null),
      ]);
      const now = JSON.stringify([member, rows, meter?.meter]);
      if (now !== shown) body.replaceChildren(...parts(member, rows, meter));
      shown = now;
    } catch (refused) {
      shown = "";
      body.replaceChildren(h("p", { class: "problem", role: "alert" }, M.failed(refused.message)));
    }
  }

  refresh();
  return { element, refresh, meterId };
}

const block = (octets, checksum) => (octets ? `${octets}${checksum === undefined ? "" : ` (checksum ${checksum})`}` : "–");

function parts(member, outcomes, meter) {
  const pair = (title, ...told) => [h("dt", {}, title), h("dd", {}, ...told)];
  const { target } = member;
  const record = (format) => h("a", { href: `/api/meters/${encodeURIComponent(member.meterId)}/calibration-record?format=${format}`, download: true }, format.toUpperCase());
  return [
    h("p", { class: "outcome-state" }, ...stateOf(member.state), member.stateReason ? `: ${member.stateReason}` : ""),
    h("dl", { class: "pairs" },
      member.caseId ? pair(M.case, h("a", { href: link("cases", member.caseId) }, member.caseId)) : null,
      meter?.meter && meter.meter.errorPercent !== null ? pair(M.error, `${signed(meter.meter.errorPercent)} ± ${(expanded(meter.meter) ?? 0).toFixed(2)} %`) : null,
      target ? pair(M.expected, h("span", { class: "digest" }, block(target.baseBlock, target.baseChecksum))) : null,
      target ? pair(M.target, h("span", { class: "digest" }, block(target.targetBlock, target.targetChecksum)), target.correctionFactor === 1 ? "" : ` ${M.columns.factor} ${factorOf(target.correctionFactor)}`) : null,
      pair(M.record, record("html"), " · ", record("pdf"), " · ", record("json"), h("small", {}, ` ${M.recordHint}`))),
    ...(outcomes.length ? outcomes.map(order) : [h("p", { class: "faint" }, M.noOutcome)]),
  ];
}

function order(row) {
  return h("section", { class: "order" },
    h("h3", {}, M.outcome(words(row.result)), row.reasonText ? `: ${row.reasonText}` : ""),
    h("p", { class: "faint" }, `${time(row.wall)} UTC · ${M.attempts(row.attempts, row.newEpoch)}`),
    h("p", { class: "digest" }, `${M.asFound} ${row.asFoundBlock || "–"} → ${M.asLeft} ${row.asLeftBlock || "–"}`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": M.steps }, h("table", { class: "step-log" },
      h("caption", { class: "unseen" }, M.stepsCaption(row.orderId)),
      h("thead", {}, h("tr", {}, ["", M.time, M.step, M.what].map((title) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, steps(row.steps ?? "").map(({ at, name, told }, index) => h("tr", { class: name === "broken-off" ? "broken" : null },
        h("td", { class: "number" }, String(index + 1)),
        h("td", { class: "time" }, at.slice(11, 23)),
        h("th", { scope: "row" }, T.stepNames[name] ?? words(name.replaceAll("-", " "))),
        h("td", {}, told)))))),
    h("p", { class: "digest" }, `${M.order} ${row.orderId}`));
}
