// Takes files of meters and references in: choose, check, look at what would change, import.

import { Refused, ask, newKey } from "../api.js";
import { askPerson } from "../dialogs.js";
import { h, say } from "../dom.js";
import { may } from "../store.js";
import { T } from "../texts/en/import.js";

const EVERY_MS = 2000;
const MOST_ROWS_DRAWN = 200;

let view = null;

const typeOf = (file) => (/\.json$/i.test(file.name) ? "application/json" : "text/csv");

/** Sends the file, telling how far it is; a file with findings is an answer too. */
async function send(terms) {
  const { kind, file } = view;
  const run = newKey();
  working("receiving", 0, 0);
  const timer = setInterval(async () => {
    const at = await ask("GET", `/api/imports/${run}`).catch(() => null);
    if (at && view?.timer === timer) working(at.phase, at.done, at.rows);
  }, EVERY_MS);
  view.timer = timer;
  try {
    const query = new URLSearchParams({ ...terms, run });
    return await ask("POST", `/api/${kind.value}/import?${query}`, await file.files[0].arrayBuffer(), { type: typeOf(file.files[0]) });
  } catch (refused) {
    if (refused instanceof Refused && refused.problem?.report) return refused.problem.report;
    throw refused instanceof DOMException ? new Error(T.changedFile) : refused;
  } finally {
    clearInterval(timer);
  }
}

function working(phase, done, rows) {
  view.progress.hidden = false;
  say(view.progressText, T.working(phase, done, rows));
  if (rows && phase !== "receiving") {
    view.bar.max = rows;
    view.bar.value = done;
  } else {
    view.bar.removeAttribute("value");
  }
}

function busy(on) {
  view.busy = on;
  if (!on) view.progress.hidden = true;
  buttons();
}

function buttons() {
  const chosen = view.file.files.length > 0;
  const report = view.report;
  view.check.disabled = !may("engineer") || !chosen || view.busy;
  view.go.disabled = view.check.disabled || !report || report.findingsTotal > 0 || report.written
    || report.added + report.changed === 0 || (report.changed > 0 && !view.update.checked);
}

async function check() {
  busy(true);
  const asked = view;
  try {
    const report = await send({ dryRun: true, update: view.update.checked });
    if (view === asked) show(report);
  } catch (refused) {
    if (view === asked) fail(refused);
  } finally {
    if (view === asked) busy(false);
  }
}

function decide() {
  const { file, report, update } = view;
  askPerson({
    title: T.ask.title,
    go: T.ask.go,
    body: [h("p", {}, T.ask.text(file.files[0].name, report.added, report.changed))],
    act: async () => {
      const asked = view;
      busy(true);
      try {
        const answer = await send({ dryRun: false, update: update.checked });
        if (view === asked) show(answer);
      } finally {
        if (view === asked) busy(false);
      }
    },
  });
}

function forget() {
  view.report = null;
  view.result.replaceChildren(h("p", { class: "empty" }, T.notYet));
  buttons();
}

function fail(refused) {
  view.report = null;
  view.result.replaceChildren(h("p", { class: "problem", role: "alert" }, T.failed(refused.message)));
}

function verdict(report) {
  if (report.findingsTotal > 0) return h("p", { class: "verdict fail" }, T.refused(report.findingsTotal));
  if (report.written) return h("p", { class: "verdict pass" }, T.written(report.added, report.changed));
  if (report.added + report.changed === 0) return h("p", { class: "verdict pass" }, T.soundNothing);
  return h("p", { class: "verdict pass" }, T.sound);
}

function show(report) {
  view.report = report;
  const counts = { rows: report.rows, added: report.added, changed: report.changed, unchanged: report.unchanged, findings: report.findingsTotal };
  view.result.replaceChildren(...[
    verdict(report),
    report.changed > 0 && !report.written && !view.update.checked ? h("p", { class: "needs-update" }, T.needsUpdate(report.changed)) : null,
    h("dl", { class: "import-counts" }, Object.entries(counts).map(([name, count]) =>
      h("div", {}, h("dt", {}, T.counts[name]), h("dd", {}, count.toLocaleString("en"))))),
    h("p", { class: "faint sha" }, `${T.sha}: `, h("code", {}, report.sha256)),
    report.findingsTotal > 0 ? findings(report) : null,
    report.changes.length > 0 && report.findingsTotal === 0 ? changes(report) : null,
  ].filter(Boolean));
  view.result.focus({ preventScroll: true });
  buttons();
}

const head = (titles) => h("thead", {}, h("tr", {}, titles.map((title) => h("th", { scope: "col" }, title))));

function rowsOf(title, titles, rows, total, ...extra) {
  return h("section", { class: "import-list" },
    h("div", { class: "list-head" }, h("h2", {}, title),
      rows.length < total ? h("span", { class: "faint" }, T.shown(rows.length, total)) : null, extra),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
      h("table", {}, head(titles), h("tbody", {}, rows))));
}

function findings(report) {
  const { findingColumns: c } = T;
  const rows = report.findings.slice(0, MOST_ROWS_DRAWN).map((each) => h("tr", {},
    h("td", { class: "number" }, each.line ? String(each.line) : T.empty),
    h("td", {}, each.column || T.empty),
    h("td", {}, each.value ? h("code", {}, each.value) : T.empty),
    h("td", {}, each.reason),
    h("td", {}, each.remedy)));
  return rowsOf(T.findings, [c.line, c.column, c.value, c.reason, c.remedy], rows, report.findingsTotal,
    h("button", { type: "button", class: "quiet", onclick: () => save(report) }, T.findingsFile));
}

function changes(report) {
  const { changeColumns: c } = T;
  const rows = report.changes.slice(0, MOST_ROWS_DRAWN).map((each) => h("tr", {},
    h("td", { class: "number" }, String(each.line)),
    h("td", {}, each.id),
    h("td", {}, each.added ? T.isNew : h("ul", {}, each.fields.map((field) => h("li", {}, T.field(field.column, field.before, field.after)))))));
  return rowsOf(T.changes, [c.line, c.id, c.what], rows, report.added + report.changed);
}

/** By RFC 4180; what a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(report) {
  const names = ["line", "column", "value", "reason", "remedy"];
  const lines = [names, ...report.findings.map((each) => names.map((name) => String(each[name])))];
  const address = URL.createObjectURL(new Blob([lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("")], { type: "text/csv" }));
  h("a", { href: address, download: "findings.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), EVERY_MS);
}

function files() {
  const of = (what, format) => h("a", { href: `/api/${view.kind.value}/${what}?format=${format}`, download: "" }, T.templateOf(format));
  view.links.replaceChildren(
    h("span", {}, `${T.templates} `, of("template", "csv"), " ", of("template", "json")),
    may("engineer") ? h("span", {}, `${T.registered} `, of("export", "csv"), " ", of("export", "json")) : null);
}

export const page = {
  title: T.title,
  open(root, params) {
    view = {
      report: null,
      busy: false,
      timer: 0,
      kind: h("select", { name: "kind", onchange: () => { files(); forget(); } }, T.kinds.map(([value, title]) => h("option", { value, selected: params.get("kind") === value }, title))),
      file: h("input", { type: "file", name: "file", accept: ".csv,.json,text/csv,application/json", "aria-describedby": "import-hint", onchange: () => forget() }),
      update: h("input", { type: "checkbox", name: "update", onchange: () => buttons() }),
      check: h("button", { type: "submit", class: "quiet" }, T.check),
      go: h("button", { type: "button", class: "act", onclick: () => decide() }, T.import),
      links: h("p", { class: "import-links" }),
      bar: h("progress", { "aria-label": T.progress }),
      progressText: h("span", { role: "status" }),
      result: h("section", { class: "panel import-result", "aria-label": T.result, tabindex: -1 }),
    };
    view.progress = h("p", { class: "import-progress", hidden: true }, view.bar, view.progressText);
    root.append(
      h("div", { class: "page-head" }, h("h1", {}, T.title)),
      h("form", { class: "panel import-form", onsubmit: (event) => { event.preventDefault(); check(); } },
        h("p", {}, T.lead),
        may("engineer") ? null : h("p", { class: "problem" }, T.mayNot),
        view.links,
        h("label", {}, h("span", {}, T.kind), view.kind),
        h("label", {}, h("span", {}, T.file), view.file),
        h("p", { id: "import-hint", class: "faint" }, T.fileHint),
        h("label", { class: "whole-line" }, view.update, ` ${T.update}`),
        h("div", { class: "buttons" }, view.check, view.go),
        view.progress),
      view.result);
    files();
    forget();
  },
  update() {},
  close() {
    clearInterval(view?.timer);
    view = null;
  },
};
