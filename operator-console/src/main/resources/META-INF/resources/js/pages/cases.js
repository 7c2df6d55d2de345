// The work list: cases by filter and order, chosen one by one or together, and what may be asked of them.

import { askMany, mayAsk } from "../casework.js";
import { h, say } from "../dom.js";
import { day, signed } from "../format.js";
import { go, link } from "../router.js";
import { may, store } from "../store.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/cases.js";

const BULK = ["ASSIGN", "NOTE", "CONFIRM", "DISMISS"];
const ENDED = ["CLOSED", "DISMISSED"];

const F = T.filters;
const open = { table: null, bar: null, chosen: new Set() };

const COLUMNS = [
  { title: T.columns.case, cell: (row) => h("a", { class: "name", href: link("cases", row.caseId) }, row.meterId, h("span", { class: "unseen" }, ` ${row.kind}`)) },
  { title: F.kind, cell: (row) => h("span", { title: T.kinds[row.kind] }, row.kind) },
  { title: T.columns.error, hint: "percent", number: true, order: "error", cell: (row) => (row.errorPercent === null ? "–" : `${signed(row.errorPercent)} %`) },
  { title: T.columns.state, cell: state },
  { title: T.columns.action, cell: (row) => T.actionsProposed[row.action] ?? row.action },
  { title: T.columns.assignee, cell: (row) => row.assignee || h("span", { class: "faint" }, T.nobody) },
  { title: T.columns.opened, look: "time", order: "opened", cell: (row) => day(row.opened) },
  { title: T.columns.why, look: "wide", cell: (row) => row.stateReason },
];

function state(row) {
  return h("span", { class: `case-state ${row.state.toLowerCase()}` }, h("span", { class: "sign", "aria-hidden": "true" }, T.stateSigns[row.state] ?? "·"), ` ${T.states[row.state] ?? row.state}`);
}

const FILTERS = () => [
  { key: "show", title: F.open, options: [["", F.openOnly], ["all", F.openAll]], asks: (value, params) => (value === "all" || params.has("state") ? {} : { open: "true" }) },
  { key: "kind", title: F.kind, options: [["", F.any], ...Object.entries(T.kinds).map(([kind, words]) => [kind, `${kind}: ${words}`])] },
  { key: "state", title: F.state, options: [["", F.any], ...Object.entries(T.states).filter(([key]) => key !== "UNKNOWN")] },
  { key: "whose", title: F.assignee, options: [["", F.anybody], ["mine", F.mine], ["nobody", F.nobody]], asks: (value) => (value === "mine" ? { assignee: store.me.name } : value === "nobody" ? { assignee: "" } : {}) },
  { key: "meterId", title: F.meter, find: true },
];

function drawBar() {
  const { bar, chosen } = open;
  if (!may("operator")) return;
  const none = chosen.size === 0;
  say(bar.querySelector(".chosen"), none ? T.chooseHint : T.chosen(chosen.size));
  bar.querySelectorAll("button").forEach((button) => (button.disabled = none));
  bar.classList.toggle("live", !none);
}

function done(sent) {
  sent.forEach((caseId) => open.chosen.delete(caseId));
  drawBar();
  open.table.refresh(true);
}

export const page = {
  title: T.title,
  open(root, params) {
    open.chosen.clear();
    const changes = may("operator");
    open.bar = h("div", { class: "choice-bar", role: "group", "aria-label": T.chooseHint },
      h("p", { class: "chosen", role: "status" }),
      changes ? [
        BULK.filter(mayAsk).map((action) => h("button", { type: "button", class: action === "DISMISS" ? "quiet danger" : "quiet", onclick: () => askMany([...open.chosen].sort(), action, done) }, `${T.actions[action].title}…`)),
        may("engineer") ? h("button", { type: "button", class: "act", onclick: () => go("campaigns", "new", { cases: [...open.chosen].sort().join(",") }) }, T.intoCampaign) : null,
        h("button", { type: "button", class: "quiet", onclick: () => { open.chosen.clear(); open.table.refresh(true); drawBar(); } }, T.clear),
      ].flat() : h("p", { class: "note" }, T.mayNot));
    open.table = dataTable({
      name: "cases",
      title: T.title,
      columns: COLUMNS,
      key: (row) => row.caseId,
      params,
      filters: FILTERS(),
      orders: Object.entries(F.orders),
      rowClass: (row) => (ENDED.includes(row.state) ? "ended" : "flagged"),
      ...(changes ? { chosen: open.chosen, choosable: (row) => !ENDED.includes(row.state), onChoice: drawBar } : {}),
      empty: T.empty,
    });
    root.append(h("div", { class: "page-head" }, h("h1", {}, T.title), h("p", { class: "note" }, T.lead)), h("section", { class: "panel" }, open.bar, open.table.element));
    drawBar();
  },
  update: (changed) => changed.has("tables") && open.table.refresh(false),
  close: () => open.table?.close(),
};
