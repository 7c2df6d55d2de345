// A heat map as a table: figures in the cells, shaded in steps of one hue from light to dark, each cell a link to its meters.

import { h } from "../dom.js";
import { count } from "../format.js";
import { roving } from "../roving.js";
import { T } from "../texts/en/fleet.js";

const MOST_ROWS = 24;
const MOST_COLUMNS = 24;
const STEPS = 6;

export const MEASURES = {
  failing: { of: (cell) => (cell.estimated ? cell.failing / cell.estimated : null), text: (value) => `${(100 * value).toFixed(value && value < 0.1 ? 1 : 0)} %` },
  error: { of: (cell) => (cell.estimated ? cell.meanAbsoluteErrorPercent : null), text: (value) => value.toFixed(2) },
  meters: { of: (cell) => cell.meters, text: (value) => count(value) },
};

/** Names of one side, the most failing first kept, then in their own order. */
function side(cells, name, most) {
  const sums = new Map();
  for (const cell of cells) {
    const sum = sums.get(cell[name]) ?? [0, 0];
    sums.set(cell[name], [sum[0] + cell.failing, sum[1] + cell.meters]);
  }
  const ranked = [...sums].sort(([a, [af, am]], [b, [bf, bm]]) => bf - af || bm - am || a.localeCompare(b)).map(([key]) => key);
  return { shown: ranked.slice(0, most).sort((a, b) => (a === "") - (b === "") || a.localeCompare(b, "en", { numeric: true })), left: Math.max(0, ranked.length - most) };
}

/**
 * @param cells as the console counts them: { row, column, meters, estimated, failing, meanAbsoluteErrorPercent }
 * @param measure failing, error or meters
 * @param address of the meters of a cell; undefined for no link
 */
export function heatMap(cells, measure, address) {
  if (!cells.length) return h("p", { class: "empty" }, T.noHeat);
  const rows = side(cells, "row", MOST_ROWS);
  const columns = side(cells, "column", MOST_COLUMNS);
  const { of, text } = MEASURES[measure];
  const most = Math.max(...cells.map((cell) => of(cell) ?? 0));
  const at = new Map(cells.map((cell) => [JSON.stringify([cell.row, cell.column]), cell]));
  const name = (key) => key || T.notStated;
  const table = h("table", { class: "heat-table" },
    h("thead", {}, h("tr", {}, h("td", {}), columns.shown.map((column) => h("th", { scope: "col" }, name(column))))),
    h("tbody", {}, rows.shown.map((row) => h("tr", {}, h("th", { scope: "row" }, name(row)),
      columns.shown.map((column) => square(at.get(JSON.stringify([row, column])), { of, text, most, address, name }))))));
  roving(table, "a");
  return h("div", {},
    h("div", { class: "heat-scroll", tabindex: 0, role: "region", "aria-label": T.heat }, table),
    h("p", { class: "note heat-key" }, `${text(0)} `, Array.from({ length: STEPS + 1 }, (_, step) => h("span", { class: `swatch heat-${step}`, "aria-hidden": "true" })), ` ${text(most)}`,
      rows.left || columns.left ? ` · ${T.heatMore(rows.left, columns.left)}` : ""));
}

function square(cell, { of, text, most, address, name }) {
  if (!cell) return h("td", { class: "heat-none" });
  const value = of(cell);
  const step = value === null ? "none" : most ? Math.ceil((STEPS * value) / most - 1e-9) : 0;
  const label = `${name(cell.row)}, ${name(cell.column)}: ${T.heatCell(cell)}`;
  const href = address(cell);
  const shown = value === null ? "–" : text(value);
  return h("td", { class: `heat-${step}`, title: label }, href ? h("a", { href }, shown, h("span", { class: "unseen" }, `; ${label}`)) : shown);
}
