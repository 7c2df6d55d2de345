// The timeline of the audit chain.

import { h } from "../dom.js";
import { meterLink } from "../links.js";
import { link } from "../router.js";
import { store } from "../store.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/audit.js";

let table = null;

const seconds = (instant) => instant.slice(0, 19).replace("T", "\u2002");

const isCampaign = (row) => store.campaigns.has(row.subjectId) || row.kind.startsWith("CAMPAIGN_") || row.kind.startsWith("WAVE_");
const isMeter = (row) => !isCampaign(row) && row.subjectId !== "*" && !/^(people|person|user)\b/i.test(row.subjectId) && !row.kind.startsWith("HOLD");

const subject = (row) => (isCampaign(row) ? h("a", { class: "name", href: link("campaigns", row.subjectId) }, store.campaigns.get(row.subjectId)?.name ?? row.subjectId)
  : isMeter(row) ? meterLink(row.subjectId) : h("span", { class: "faint" }, row.subjectId));

function details(row) {
  const lines = row.details.split("\n").filter(Boolean);
  if (!lines.length) return null;
  return h("details", {}, h("summary", {}, T.details(lines.length)),
    h("dl", { class: "pairs" }, lines.flatMap((line) => {
      const at = line.indexOf("=");
      return [h("dt", {}, at < 0 ? "" : line.slice(0, at)), h("dd", {}, line.slice(at + 1))];
    })));
}

const record = (row) => (isMeter(row) && /^(ORDER_RELEASED|COEFFICIENTS_|OUTCOME_|RESTORE_|ROLLBACK_|MEMBER_)/.test(row.kind)
  ? h("a", { href: `/api/meters/${encodeURIComponent(row.subjectId)}/calibration-record?format=pdf`, download: true, "aria-label": T.recordOf(row.subjectId) }, T.record)
  : null);

const COLUMNS = [
  { title: T.columns.when, look: "time", cell: (row) => seconds(row.wall) },
  { title: T.columns.what, look: "wide", cell: (row) => h("span", {}, row.sentence, row.caseId ? h("a", { class: "of-case", href: link("cases", row.caseId) }, row.caseId) : null) },
  { title: T.columns.subject, cell: subject },
  { title: T.columns.actor, cell: (row) => row.actor },
  { title: T.columns.kind, cell: (row) => h("code", {}, row.kind) },
  { title: T.columns.number, number: true, cell: (row) => String(row.entryNumber) },
  { title: T.columns.details, cell: details },
  { title: T.columns.record, cell: record },
];

const FILTERS = [
  { key: "subjectId", title: T.filters.subjectId, find: true },
  { key: "actor", title: T.filters.actor },
  { key: "kind", title: T.filters.kind },
  { key: "caseId", title: T.filters.caseId },
  { key: "from", title: T.filters.from, hint: T.filters.instant },
  { key: "to", title: T.filters.to, hint: T.filters.instant },
];

export const page = {
  title: T.title,
  open(root, params) {
    table = dataTable({
      name: "audit", title: T.table, columns: COLUMNS, key: (row) => `${row.subjectId}|${row.entryNumber}`, params, filters: FILTERS, orders: [["recent", ""]], empty: T.empty,
    });
    root.append(
      h("div", { class: "page-head" }, h("h1", {}, T.title), h("p", { class: "note" }, T.lead)),
      h("section", { class: "panel", "aria-label": T.table }, table.element),
      h("section", { class: "panel" }, h("header", {}, h("h2", {}, T.proof.title)), h("div", { class: "body" }, h("p", {}, T.proof.text), h("p", {}, h("code", {}, T.proof.command)))));
  },
  update: (changed) => changed.has("tables") && table?.refresh(false),
  close() {
    table?.close();
    table = null;
  },
};
