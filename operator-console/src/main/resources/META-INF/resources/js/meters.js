// The table of meters: sorted, filtered, updated row by row.

import { limitBar } from "./bars.js";
import { $, h, keyed, say } from "./dom.js";
import { count, expanded, signed, standing, time } from "./format.js";
import { store } from "./store.js";

const ROWS_SHOWN = 500;

const COLUMNS = [
  { key: "meterId", title: "Meter", of: (row) => row.meterId },
  { key: "model", title: "Model", of: (row) => row.meterModel },
  { key: "error", title: "Error ± U", hint: "percent; U = 2 u_c, about 95 %", number: true, of: (row) => row.errorPercent },
  { key: "bar", title: "Against the limit", of: (row) => (row.errorPercent === null || !row.limitPercent ? null : Math.abs(row.errorPercent) / row.limitPercent) },
  { key: "standing", title: "Verdict", of: (row) => standing(row).word },
  { key: "epoch", title: "Epoch", number: true, of: (row) => row.calibrationEpoch || null },
  { key: "lastCapture", title: "Last capture", of: (row) => row.lastCapture },
];

const order = { key: "bar", down: true };

export function setUpMeters(render) {
  for (const column of COLUMNS) {
    const button = h("button", { type: "button", title: column.hint, onclick: () => {
      order.down = order.key === column.key ? !order.down : column.number || column.key === "bar";
      order.key = column.key;
      render();
    } }, column.title, h("span", { class: "arrow", "aria-hidden": "true" }));
    $("meters-head").append(h("th", { scope: "col", "data-key": column.key, class: column.number ? "number" : null }, button));
  }
  $("find").addEventListener("input", render);
  $("show").addEventListener("change", render);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest("input, select, textarea, dialog")) {
      event.preventDefault();
      $("find").focus();
    }
  });
}

const SHOWS = {
  TESTED: (row) => row.role !== "REFERENCE",
  FLAGGED: (row) => row.openCaseId !== "",
  REFUSED: (row) => row.refusal !== "",
  REFERENCE: (row) => row.role === "REFERENCE",
  ALL: () => true,
};

function chosen() {
  const show = SHOWS[$("show").value];
  const find = $("find").value.trim().toLowerCase();
  const matches = (row) =>
    !find || [row.meterId, row.meterModel, row.refusal, row.verdict, row.openCaseId].some((text) => text.toLowerCase().includes(find));
  const { of } = COLUMNS.find((column) => column.key === order.key);
  const sign = order.down ? -1 : 1;
  return [...store.meters.values()].filter((row) => show(row) && matches(row)).sort((a, b) => {
    const left = of(a);
    const right = of(b);
    if (left === null || right === null) return left === right ? a.meterId.localeCompare(b.meterId) : left === null ? 1 : -1;
    const compared = typeof left === "number" ? left - right : String(left).localeCompare(String(right));
    return sign * compared || a.meterId.localeCompare(b.meterId);
  });
}

export function renderMeters(onPick) {
  for (const head of $("meters-head").children) {
    const sorted = head.dataset.key === order.key;
    head.setAttribute("aria-sort", sorted ? (order.down ? "descending" : "ascending") : "none");
  }
  const rows = chosen();
  const shown = rows.slice(0, ROWS_SHOWN);
  say($("meters-note"), rows.length === shown.length ? `${count(rows.length)} shown` : `${count(shown.length)} of ${count(rows.length)} shown; narrow the search`);
  keyed($("meters-body"), shown, (row) => row.meterId, (row) => h("tr", { "data-id": row.meterId }), (line, row) => fillRow(line, row, onPick));
  $("meters-empty").hidden = shown.length > 0;
  say($("meters-empty"), store.meters.size ? "No meter fits the search." : "No meter is registered yet.");
}

function fillRow(line, row, onPick) {
  const { key, sign, word } = standing(row);
  const focused = line.contains(document.activeElement);
  line.className = row.openCaseId ? "flagged" : "";
  line.replaceChildren(
    h("th", { scope: "row" }, h("button", { type: "button", class: "name", onclick: () => onPick(row.meterId) }, row.meterId),
      row.role === "REFERENCE" ? h("span", { class: "tag" }, "ref") : null),
    h("td", {}, row.meterModel ? row.meterModel.replace("PLB-", "") : "–", h("small", {}, row.accuracyClass ? ` cl. ${row.accuracyClass}` : "")),
    h("td", { class: "number" }, ...figure(row)),
    h("td", { class: "bar" }, limitBar(row)),
    h("td", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word,
      row.openCaseId ? h("span", { class: "tag finding" }, row.openCaseId.split("|")[1] ?? "case") : null),
    h("td", { class: "number" }, row.calibrationEpoch ? String(row.calibrationEpoch) : "–"),
    h("td", { class: "time" }, time(row.lastCapture)),
  );
  if (focused) line.querySelector("button").focus();
}

function figure(row) {
  if (row.errorPercent === null) return [h("span", { class: "faint" }, "–")];
  const u = expanded(row);
  return [h("b", {}, signed(row.errorPercent)), h("span", { class: "faint" }, u === null ? "" : ` ± ${u.toFixed(2)}`)];
}
