// The start page: is the fleet being read, is it accurate, and what is next.

import * as api from "../api.js";
import { limitBar } from "../bars.js";
import { h } from "../dom.js";
import { heatMap, MEASURES } from "../fleet/heat.js";
import { histogram } from "../fleet/histogram.js";
import { accurate, next, read } from "../fleet/questions.js";
import { expanded, signed, standing } from "../format.js";
import { meterLink } from "../links.js";
import { failure, refresher } from "../refresh.js";
import { link, replaceParams } from "../router.js";
import { store } from "../store.js";
import { T } from "../texts/en/fleet.js";

const FEW = 8;
const NARROWEST = 300;
const PADDING = 32;

let view = null;

export const page = {
  title: T.title,
  open(root, params) {
    view = fleetView(params);
    root.append(h("h1", { class: "unseen" }, T.title), ...view.parts);
    root.setAttribute("aria-busy", "true");
    view.open(() => root.removeAttribute("aria-busy"));
  },
  update(changed) {
    if (changed.has("tables") || changed.has("fleet") || changed.has("campaigns")) view?.refresh.ask();
    if (changed.has("holds") || changed.has("fleet")) view?.answer();
  },
  close() {
    view?.close();
    view = null;
  },
};

const panel = (name, title, note, body, tools = null) => h("section", { class: `panel ${name}`, "aria-labelledby": `${name}-title` },
  h("header", {}, h("h2", { id: `${name}-title` }, title), note && h("span", { class: "note" }, note), tools), body);

function fleetView(params) {
  const chosen = {
    map: params.get("map") in T.heatMaps ? params.get("map") : "TYPE_DISTRICT",
    measure: params.get("measure") in MEASURES ? params.get("measure") : "failing",
  };
  const problem = failure(() => refresh.ask());
  const places = Object.fromEntries(["read", "accurate", "next", "spread", "worst", "movers", "heat"].map((name) => [name, h(name === "read" ? "dl" : "div", { class: `${name}-body` }, h("p", { class: "empty" }, T.loading))]));
  let [picture, cells, first, told] = [null, null, null, new Map()];

  let settled = null;

  /** Draws only what differs, so that focus and selection stay. */
  const put = (name, data, make) => {
    const text = JSON.stringify(data);
    if (told.has(name) && told.get(name) === text) return;
    told.set(name, text);
    const had = places[name].contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    places[name].replaceChildren(...[make()].flat().filter(Boolean));
    if (had) [...places[name].querySelectorAll("a")].find((link) => link.getAttribute("href") === had)?.focus({ preventScroll: true });
  };
  const answer = () => {
    if (!picture) return;
    const holds = [...store.holds.values()].map(({ scope, active }) => ({ scope, active }));
    put("read", [picture.days, picture.freshness, picture.caughtUp, picture.lagRecords], () => read(picture));
    put("accurate", [picture.standings, picture.references], () => accurate(picture));
    put("next", [picture.cases, picture.campaigns, holds, first], () => next(picture, holds, first));
  };
  const spread = () => picture && put("spread", [picture.drift, places.spread.clientWidth],
    () => histogram(picture.drift, Math.max(NARROWEST, places.spread.clientWidth - PADDING), (errorClass) => link("meters", "", { errorClass, order: "error" })));
  const heat = () => cells && put("heat", [cells, chosen], () => heatMap(cells, chosen.measure, (cell) => cellAddress(chosen.map, cell)));

  const load = async () => {
    try {
      const [fleet, map, worst, movers] = await Promise.all([api.tableCounts(), api.heat(chosen.map),
        api.table("meters", { limit: FEW }), api.table("meters", { order: "rate", limit: FEW })]);
      [picture, cells, first] = [fleet, map, worst.rows[0] ?? null];
      answer();
      spread();
      heat();
      put("worst", worst.rows, () => short(worst.rows, "error"));
      put("movers", movers.rows, () => short(movers.rows, "rate"));
      problem.clear();
    } catch (refused) {
      problem.tell(`${T.failed} ${refused.message}`);
      Object.entries(places).filter(([name]) => !told.has(name)).forEach(([, place]) => place.replaceChildren(h("p", { class: "empty" }, T.notLoaded)));
    }
    settled();
  };
  const refresh = refresher(load);
  const choice = (name, texts, change) => h("label", {}, T.choose[name], " ", h("select", { onchange: (event) => {
    chosen[name] = event.target.value;
    replaceParams(new URLSearchParams(chosen));
    change();
  } }, Object.entries(texts).map(([value, text]) => h("option", { value, selected: chosen[name] === value }, text))));
  const resized = new ResizeObserver(spread);

  const all = (order) => h("a", { class: "tools", href: link("meters", "", { order }) }, T.all);
  const parts = [
    problem.element,
    h("div", { class: "questions" },
      panel("read", T.read, null, places.read), panel("accurate", T.accurate, null, places.accurate), panel("next", T.next, null, places.next)),
    panel("spread", T.spread, T.spreadNote, places.spread),
    h("div", { class: "pair" },
      panel("worst", T.worst, T.worstNote, places.worst, all("worst")),
      panel("movers", T.movers, T.moversNote, places.movers, all("rate"))),
    panel("heat", T.heat, null, places.heat, h("div", { class: "tools" },
      choice("map", T.heatMaps, () => refresh.ask()), choice("measure", T.measures, heat))),
  ];
  return {
    parts, refresh, answer,
    open(loaded) {
      resized.observe(places.spread);
      settled = loaded;
      refresh.ask();
    },
    close() {
      resized.disconnect();
      refresh.end();
    },
  };
}

/** Of the meters of a cell; none where a side is not stated, for an address cannot say that. */
function cellAddress(map, { row, column }) {
  if (!row || !column) return null;
  const [down, across] = { TYPE_DISTRICT: ["meterType", "district"], TYPE_AGE: ["meterType", "yearOfManufacture"], AGE_DISTRICT: ["yearOfManufacture", "district"] }[map];
  return link("meters", "", { [down]: row, [across]: column });
}

function short(rows, figure) {
  if (!rows.length) return h("p", { class: "empty" }, T.noMeters);
  const { meter, error, rate, bar, verdict } = T.columns;
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": figure === "rate" ? T.movers : T.worst }, h("table", { class: "short" },
    h("thead", {}, h("tr", {}, (figure === "rate" ? [meter, rate, error, verdict] : [meter, error, bar, verdict])
      .map((title) => h("th", { scope: "col", class: [rate, error].includes(title) ? "number" : null }, title)))),
    h("tbody", {}, rows.map((row) => {
      const { key, sign, word } = standing(row);
      return h("tr", {}, h("th", { scope: "row" }, meterLink(row.meterId)),
        figure === "rate" ? h("td", { class: "number" }, rateOf(row)) : h("td", { class: "number" }, errorOf(row)),
        figure === "rate" ? h("td", { class: "number" }, errorOf(row)) : h("td", {}, limitBar(row)), h("td", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word));
    }))));
}

const rateOf = (row) => (row.ratePercentPerYear === null ? "–" : h("b", {}, signed(row.ratePercentPerYear)));
const errorOf = (row) => (row.errorPercent === null ? "–" : [h("b", {}, signed(row.errorPercent)), h("span", { class: "faint" }, ` ± ${(expanded(row) ?? 0).toFixed(2)}`)]);
