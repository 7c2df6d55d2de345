// The table of meters.

import { limitBar } from "../bars.js";
import { h } from "../dom.js";
import { CLASSES } from "../fleet/histogram.js";
import { expanded, signed, standing, time } from "../format.js";
import { meterLink } from "../links.js";
import { link } from "../router.js";
import { may } from "../store.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/meters.js";

let table = null;

const figure = (row) => (row.errorPercent === null ? null
  : h("span", {}, h("b", {}, signed(row.errorPercent)), h("span", { class: "faint" }, ` ± ${(expanded(row) ?? 0).toFixed(2)}`)));

function verdict(row) {
  const { key, sign, word } = standing(row);
  return h("span", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`);
}

const name = (row) => h("span", {}, meterLink(row.meterId),
  row.role === "REFERENCE" && h("span", { class: "tag" }, T.reference),
  row.openCase && h("a", { class: "tag finding", href: link("cases", row.openCase) }, row.openCase.split("|")[1]));

const COLUMNS = [
  { title: T.columns.meter, order: "meterId", ascending: true, cell: name },
  { title: T.columns.error, hint: T.hints.error, number: true, order: "error", cell: figure },
  { title: T.columns.bar, hint: T.hints.bar, order: "worst", cell: limitBar },
  { title: T.columns.verdict, cell: verdict },
  { title: T.columns.rate, hint: T.hints.rate, number: true, order: "rate", cell: (row) => (row.ratePercentPerYear === null ? null : signed(row.ratePercentPerYear)) },
  { title: T.columns.type, cell: (row) => h("span", {}, ...T.typeOf(row.meterType, row.accuracyClass)) },
  { title: T.columns.district, cell: (row) => row.district || null },
  { title: T.columns.epoch, number: true, cell: (row) => (row.calibrationEpoch ? String(row.calibrationEpoch) : null) },
  { title: T.columns.capture, look: "time", cell: (row) => time(row.lastCapture) },
];

const FILTERS = [
  { key: "find", title: T.filters.find, hint: T.filters.findHint, find: true },
  { key: "verdict", title: T.filters.verdict, options: T.verdicts },
  { key: "district", title: T.filters.district },
  { key: "meterType", title: T.filters.meterType },
  { key: "accuracyClass", title: T.filters.accuracyClass },
  { key: "yearOfManufacture", title: T.filters.yearOfManufacture },
  { key: "refusal", title: T.filters.refusal },
  { key: "errorClass", title: T.filters.errorClass, options: CLASSES },
  { key: "role", title: T.filters.role, options: T.roles },
  { key: "state", title: T.filters.state, options: T.states },
];

export const page = {
  title: T.title,
  open(root, params) {
    table = dataTable({
      name: "meters", title: T.table, columns: COLUMNS, key: (row) => row.meterId, params, filters: FILTERS, orders: T.orders,
      rowClass: (row) => (row.verdict === "FAIL" ? "flagged" : ""), empty: T.empty,
    });
    root.append(h("div", { class: "page-head" }, h("h1", {}, T.title), may("engineer") ? h("a", { class: "quiet", href: link("import") }, T.import) : null), h("section", { class: "panel", "aria-label": T.table }, table.element));
  },
  update: (changed) => changed.has("tables") && table?.refresh(false),
  close() {
    table?.close();
    table = null;
  },
};
