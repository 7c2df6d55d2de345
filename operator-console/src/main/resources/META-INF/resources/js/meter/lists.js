// Tables of one meter: its readings and its events, newest first.

import { h } from "../dom.js";
import { signed, time } from "../format.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/meter.js";
import { registers, statusWords } from "./registers.js";

const FEW = 20;
const REGISTERS_SHOWN = 2;

const columns = (titles, cells) => titles.map((title, index) => ({ title, ...cells[index] }));

function registersOf(row) {
  const all = registers(row.registers).map(({ obis, value, digits, unit }) => T.registerOf(obis, value.toFixed(digits), unit));
  if (all.length <= REGISTERS_SHOWN + 1) return all.join(", ");
  return h("details", {}, h("summary", {}, all.slice(0, REGISTERS_SHOWN).join(", "), " ", T.moreRegisters(all.length - REGISTERS_SHOWN)), all.slice(REGISTERS_SHOWN).join(", "));
}

export const readingsTable = (meterId) => dataTable({
  name: "readings", title: T.readingsTable, fixed: { meterId }, params: new URLSearchParams(), linked: false, page: 96, key: (row) => `${row.capture} ${row.source}`, empty: T.readingsEmpty,
  rowClass: (row) => (row.statusBits ? "marked" : ""),
  columns: columns(T.readingColumns, [
    { look: "time", cell: (row) => time(row.capture) },
    { cell: (row) => (row.statusBits ? h("b", {}, "▼ ", statusWords(row.statusBits)) : T.ok) },
    { cell: (row) => T.sources[row.source] ?? row.source },
    { look: "time", cell: (row) => time(row.session) },
    { number: true, cell: (row) => (row.clockOffsetMillis === null ? null : `${signed(row.clockOffsetMillis / 1000, 1)} s`) },
    { number: true, cell: (row) => String(row.calibrationEpoch) },
    { look: "figure", cell: registersOf },
  ]),
});

export const eventsTable = (meterId) => dataTable({
  name: "events", title: T.eventsTable, fixed: { meterId }, params: new URLSearchParams(), linked: false, page: FEW, key: (row) => row.eventId, empty: T.eventsEmpty,
  filters: [{ key: "code", title: T.eventCode }],
  columns: columns(T.eventColumns, [
    { look: "time", cell: (row) => time(row.field) },
    { cell: (row) => h("b", {}, row.code) },
    { look: "wide", cell: (row) => row.sentence },
  ]),
});

/** A table that is asked for when somebody opens it. */
export function onDemand(title, make) {
  let table = null;
  const element = h("details", { class: "on-demand", ontoggle: () => {
    if (!element.open || table) return;
    table = make();
    element.append(table.element);
  } }, h("summary", {}, title));
  return { element, refresh: (now) => element.open && table?.refresh(now), close: () => table?.close() };
}
