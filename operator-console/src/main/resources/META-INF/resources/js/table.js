// A table of the console's read model: filters and order in the address, a page at a time, live while few rows are shown.

import * as api from "./api.js";
import { h, keyed, say } from "./dom.js";
import { count } from "./format.js";
import { replaceParams } from "./router.js";
import { T } from "./texts/en/shell.js";

const PAGE = 100;
const MOST_LIVE = 1000;
const BETWEEN_REFRESHES_MILLISECONDS = 2000;
const TYPING_MILLISECONDS = 250;

/** The row that is drawn already, where the new one says nothing else. */
const same = (drawn, row) => (drawn && JSON.stringify(drawn) === JSON.stringify(row) ? drawn : row);

/**
 * @param given
 *   name      table of /api/tables
 *   columns   [{key, title, hint, number, order, cell: (row) => node | string}]; order: the server's order that the head chooses
 *   key       (row) => text, unique
 *   params    URLSearchParams of the page; what the table may be narrowed by is read from it and written back
 *   fixed     filters that are not the person's choice
 *   filters   [{key, title, options: [[value, title]], hint, asks}]; without options a text field; asks(value, params) gives what
 *             the console is asked for where that is not the value itself
 *   orders    [[value, title]]; the first is the usual one
 *   rowClass  (row) => text
 *   chosen    Set of keys that fills with what is chosen; onChoice is called after each change
 *   empty     what is said when there is no row
 *   page      rows at a time
 *   linked    false: filters stay out of the address
 * @returns {{element: HTMLElement, refresh: (now: boolean) => void, rows: () => object[], close: () => void}}
 */
export function dataTable(given) {
  const { columns, key, fixed = {}, filters = [], orders = [], chosen, linked = true } = given;
  const params = new URLSearchParams(given.params);
  const page = given.page ?? PAGE;
  const state = { rows: [], next: null, asked: 0, at: 0, timer: null, abort: null, closed: false };

  const body = h("tbody");
  const note = h("p", { class: "note", role: "status" });
  const empty = h("p", { class: "empty", hidden: true });
  const failed = h("div", { class: "problem", role: "alert", hidden: true });
  const more = h("button", { type: "button", class: "quiet more", hidden: true, onclick: () => load(true) }, T.table.more);
  const csv = h("a", { class: "csv", download: true, title: T.table.csvHint }, T.table.csv);
  const reset = h("button", { type: "button", class: "quiet", hidden: true, onclick: clearFilters }, T.table.reset);
  const heads = columns.map(head);
  const all = chosen ? h("input", { type: "checkbox", class: "choose", "aria-label": T.table.chooseAll, onchange: chooseAll }) : null;
  const fields = filters.map(field);
  const orderField = orders.length > 1
    ? h("label", {}, `${T.table.order} `, h("select", { name: "order", onchange: (event) => set("order", event.target.value) },
      orders.map(([value, title]) => h("option", { value, selected: (params.get("order") ?? orders[0][0]) === value }, title))))
    : null;
  const element = h("div", { class: "data" },
    h("div", { class: "tools" }, fields, orderField, reset, note, csv),
    failed,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": given.title ?? given.name },
      h("table", {}, h("thead", {}, h("tr", {}, chosen ? h("th", { scope: "col", class: "choice" }, all) : null, heads)), body),
      empty),
    more);

  function head(column) {
    const text = column.order
      ? h("button", { type: "button", title: column.hint, onclick: () => set("order", column.order) }, column.title, h("span", { class: "arrow", "aria-hidden": "true" }))
      : h("span", { title: column.hint }, column.title);
    return h("th", { scope: "col", class: column.number ? "number" : null }, text);
  }

  function field(filter) {
    const value = params.get(filter.key) ?? "";
    if (filter.options) {
      const known = filter.options.some(([option]) => option === value) || value === "";
      return h("label", {}, `${filter.title} `, h("select", { name: filter.key, onchange: (event) => set(filter.key, event.target.value) },
        filter.options[0][0] === "" ? null : h("option", { value: "" }, T.table.all),
        filter.options.map(([option, title]) => h("option", { value: option, selected: option === value }, title)),
        known ? null : h("option", { value, selected: true }, value)));
    }
    let typing = null;
    return h("label", {}, `${filter.title} `, h("input", {
      name: filter.key, type: "search", value, placeholder: filter.hint, autocomplete: "off", spellcheck: "false", "data-find": filter.find ? "" : null,
      oninput: (event) => {
        clearTimeout(typing);
        typing = setTimeout(() => set(filter.key, event.target.value.trim()), TYPING_MILLISECONDS);
      },
    }));
  }

  function set(name, value) {
    if (value === "" || (name === "order" && value === orders[0]?.[0])) params.delete(name);
    else params.set(name, value);
    if (linked) replaceParams(params);
    chosen?.clear();
    given.onChoice?.();
    load(false);
  }

  function clearFilters() {
    filters.forEach((filter) => {
      params.delete(filter.key);
      const input = element.querySelector(`[name="${filter.key}"]`);
      if (input) input.value = "";
    });
    if (linked) replaceParams(params);
    load(false);
  }

  function query(limit) {
    const asked = { ...fixed, limit };
    for (const filter of filters) {
      const value = params.get(filter.key) ?? "";
      if (filter.asks) Object.assign(asked, filter.asks(value, params));
      else if (value) asked[filter.key] = value;
    }
    const order = params.get("order") ?? orders[0]?.[0];
    if (order) asked.order = order;
    return asked;
  }

  async function load(further) {
    if (state.closed) return;
    state.abort?.abort();
    const abort = (state.abort = new AbortController());
    clearTimeout(state.timer);
    state.timer = null;
    state.at = Date.now();
    const asked = ++state.asked;
    element.setAttribute("aria-busy", "true");
    if (!state.rows.length) say(note, T.loading);
    const limit = further ? page : Math.min(MOST_LIVE, Math.max(page, state.keep ? state.rows.length : page));
    try {
      const answer = await api.table(given.name, { ...query(limit), ...(further ? { after: state.next } : {}) }, abort.signal);
      if (asked !== state.asked || state.closed) return;
      const known = new Map(state.rows.map((row) => [key(row), row]));
      const rows = answer.rows.map((row) => same(known.get(key(row)), row));
      state.rows = further ? [...state.rows, ...rows] : rows;
      state.next = answer.next;
      state.keep = true;
      failed.hidden = true;
      draw();
    } catch (refused) {
      if (refused.name === "AbortError" || asked !== state.asked) return;
      failed.hidden = false;
      failed.replaceChildren(h("p", {}, T.table.failed(refused.message)), h("button", { type: "button", class: "quiet", onclick: () => load(false) }, T.table.retry));
      say(note, "");
    } finally {
      if (asked === state.asked) element.removeAttribute("aria-busy");
    }
  }

  function draw() {
    const order = params.get("order") ?? orders[0]?.[0];
    columns.forEach((column, i) => column.order && heads[i].setAttribute("aria-sort", column.order === order ? (column.ascending ? "ascending" : "descending") : "none"));
    keyed(body, state.rows, key, create, fill);
    empty.hidden = state.rows.length > 0;
    say(empty, given.empty ?? T.table.rows("0", false));
    reset.hidden = !filters.some((filter) => params.get(filter.key));
    more.hidden = !state.next;
    const shown = T.table.rows(count(state.rows.length), Boolean(state.next));
    say(note, state.rows.length > MOST_LIVE ? `${shown} · ${T.table.still}` : shown);
    const { limit, ...narrowed } = query(0);
    csv.href = api.tableAddress(given.name, { ...narrowed, format: "csv" });
    if (chosen) showChoice();
    given.onRows?.(state.rows);
  }

  const create = (row) => h("tr", { "data-id": key(row) });

  function fill(line, row) {
    const active = line.contains(document.activeElement) ? [...line.querySelectorAll("a, button, input")].indexOf(document.activeElement) : -1;
    line.className = given.rowClass?.(row) ?? "";
    const can = given.choosable?.(row) ?? true;
    line.replaceChildren(
      ...(chosen ? [h("td", { class: "choice" }, h("input", { type: "checkbox", class: "choose", disabled: !can, checked: chosen.has(key(row)), "aria-label": T.table.choose(key(row)), onclick: (event) => choose(event, row) }))] : []),
      ...columns.map((column, i) => h(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: [column.number ? "number" : "", column.look ?? ""].join(" ").trim() || null }, column.cell(row) ?? "–")),
    );
    if (active >= 0) line.querySelectorAll("a, button, input")[active]?.focus();
  }

  let last = null;

  function choose(event, row) {
    const at = state.rows.findIndex((each) => key(each) === key(row));
    const from = event.shiftKey && last !== null ? last : at;
    for (let i = Math.min(from, at); i <= Math.max(from, at); i++) {
      if (given.choosable && !given.choosable(state.rows[i])) continue;
      if (event.target.checked) chosen.add(key(state.rows[i]));
      else chosen.delete(key(state.rows[i]));
    }
    last = at;
    showChoice();
    given.onChoice?.();
  }

  function chooseAll() {
    for (const row of state.rows) {
      if (given.choosable && !given.choosable(row)) continue;
      if (all.checked) chosen.add(key(row));
      else chosen.delete(key(row));
    }
    showChoice();
    given.onChoice?.();
  }

  function showChoice() {
    const can = state.rows.filter((row) => given.choosable?.(row) ?? true);
    const marked = can.filter((row) => chosen.has(key(row))).length;
    all.checked = can.length > 0 && marked === can.length;
    all.indeterminate = marked > 0 && marked < can.length;
    all.disabled = can.length === 0;
    for (const line of body.children) {
      const box = line.querySelector("input.choose");
      if (box) box.checked = chosen.has(line.dataset.id);
    }
  }

  /** Loads what is shown again: at once, or not more often than every two seconds. */
  function refresh(now) {
    if (now) return void load(false);
    if (state.timer || state.rows.length > MOST_LIVE) return;
    state.timer = setTimeout(() => load(false), Math.max(0, state.at + BETWEEN_REFRESHES_MILLISECONDS - Date.now()));
  }

  load(false);
  return {
    element,
    refresh,
    rows: () => state.rows,
    close() {
      state.closed = true;
      clearTimeout(state.timer);
      state.abort?.abort();
    },
  };
}
