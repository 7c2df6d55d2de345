// The table of meters.

import { limitBar } from "../bars.js";
import { h } from "../dom.js";
import { expanded, signed, standing, time } from "../format.js";
import { link } from "../router.js";
import { dataTable } from "../table.js";

let table = null;

const VERDICTS = ["FAIL", "CONDITIONAL_FAIL", "CONDITIONAL_PASS", "PASS", "REFUSED", "UNKNOWN"];

const COLUMNS = [
  { title: "Meter", cell: (row) => h("a", { class: "name", href: link("meters", row.meterId) }, row.meterId) },
  { title: "Model, class", cell: (row) => `${row.meterType || "–"} cl. ${row.accuracyClass || "–"}` },
  { title: "District", cell: (row) => row.district || "–" },
  { title: "Error ± U", hint: "percent; U = 2 u_c, about 95 %", number: true, order: "error", cell: (row) => (row.errorPercent === null ? "–" : `${signed(row.errorPercent)} ± ${expanded(row).toFixed(2)}`) },
  { title: "Against the limit", order: "worst", cell: limitBar },
  { title: "Verdict", cell: (row) => {
    const { key, sign, word } = standing(row);
    return h("span", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`);
  } },
  { title: "Epoch", number: true, cell: (row) => (row.calibrationEpoch ? String(row.calibrationEpoch) : "–") },
  { title: "Last capture", look: "time", cell: (row) => time(row.lastCapture) },
];

export const page = {
  title: "Meters",
  open(root, params) {
    table = dataTable({
      name: "meters",
      title: "Table of meters",
      columns: COLUMNS,
      key: (row) => row.meterId,
      params,
      filters: [
        { key: "verdict", title: "Verdict", options: VERDICTS.map((verdict) => [verdict, verdict.toLowerCase().replaceAll("_", " ")]) },
        { key: "district", title: "District" },
        { key: "meterType", title: "Type" },
      ],
      orders: [["worst", "worst first"], ["error", "by error"], ["meterId", "by name"]],
      empty: "No meter fits.",
    });
    root.append(h("div", { class: "page-head" }, h("h1", {}, "Meters")), h("section", { class: "panel" }, table.element));
  },
  update: (changed) => changed.has("tables") && table.refresh(false),
  close: () => table.close(),
};
