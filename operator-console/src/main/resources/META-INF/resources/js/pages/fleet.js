// The start page: is the fleet being read, is it accurate, and what is next.

import * as api from "../api.js";
import { limitBar } from "../bars.js";
import { h, say } from "../dom.js";
import { heatMap, MEASURES } from "../fleet/heat.js";
import { histogram } from "../fleet/histogram.js";
import { accurate, next, read } from "../fleet/questions.js";
import { expanded, signed, standing } from "../format.js";
import { meterLink } from "../links.js";
import { refresher } from "../refresh.js";
import { link, replaceParams } from "../router.js";
import { store } from "../store.js";
import { T } from "../texts/en/fleet.js";

const FEW = 8;
const NARROWEST = 300;

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
  const problem = h("p", { class: "problem", role: "status", hidden: true });
  const places = Object.fromEntries(["read", "accurate", "next", "spread", "worst", "heat"].map((name) => [name, h(name === "read" ? "dl" : "div", { class: `${name}-body` }, h("p", { class: "empty" }, T.loading))]));
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
    const { fieldTime, lastFieldTime } = store.fleet ?? {};
    const holds = [...store.holds.values()].map(({ scope, active }) => ({ scope, active }));
    put("read", [picture.days, picture.intervalsPerDay, picture.readsPerDay, fieldTime, lastFieldTime], () => read(picture, store.fleet));
    put("accurate", picture.standings, () => accurate(picture.standings));
    put("next", [picture.cases, picture.campaigns, holds, first], () => next(picture, holds, first));
  };
  const spread = () => picture && put("spread", [picture.drift, places.spread.clientWidth],
    () => histogram(picture.drift, Math.max(NARROWEST, places.spread.clientWidth), null));
  const heat = () => cells && put("heat", [cells, chosen], () => heatMap(cells, chosen.measure, (cell) => cellAddress(chosen.map, cell)));

  const load = async () => {
    try {
      const [fleet, map, worst] = await Promise.all([api.tableCounts(), api.heat(chosen.map), api.table("meters", { limit: FEW })]);
      [picture, cells, first] = [fleet, map, worst.rows[0] ?? null];
      answer();
      spread();
      heat();
      put("worst", worst.rows, () => short(worst.rows, "error"));
      problem.hidden = true;
    } catch (refused) {
      say(problem, `${T.failed} ${refused.message}`);
      problem.hidden = false;
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
    problem,
    h("div", { class: "questions" },
      panel("read", T.read, null, places.read), panel("accurate", T.accurate, null, places.accurate), panel("next", T.next, null, places.next)),
    panel("spread", T.spread, T.spreadNote, places.spread),
    h("div", { class: "pair" },
      panel("worst", T.worst, T.worstNote, places.worst, all("worst")),
      panel("heat", T.heat, null, places.heat, h("div", { class: "tools" },
      choice("map", T.heatMaps, () => refresh.ask()), choice("measure", T.measures, heat)))),
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

function cellAddress(map, { row, column }) {
  const [down, across] = { TYPE_DISTRICT: ["meterType", "district"], TYPE_AGE: ["meterType", "yearOfManufacture"], AGE_DISTRICT: ["yearOfManufacture", "district"] }[map];
  return link("meters", "", { [down]: row, [across]: column });
}

function short(rows, figure) {
  if (!rows.length) return h("p", { class: "empty" }, T.noMeters);
  const { meter, error, rate, bar, verdict } = T.columns;
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": figure === "rate" ? T.movers : T.worst }, h("table", { class: "short" },
    h("thead", {}, h("tr", {}, [meter, figure === "rate" ? rate : error, bar, verdict].map((title, index) => h("th", { scope: "col", class: index === 1 ? "number" : null }, title)))),
    h("tbody", {}, rows.map((row) => {
      const { key, sign, word } = standing(row);
      return h("tr", {}, h("th", { scope: "row" }, meterLink(row.meterId)), h("td", { class: "number" }, figure === "rate" ? rateOf(row) : errorOf(row)),
        h("td", {}, limitBar(row)), h("td", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), " ", word));
    }))));
}

const rateOf = (row) => (row.ratePercentPerYear === null ? "–" : h("b", {}, signed(row.ratePercentPerYear)));
const errorOf = (row) => (row.errorPercent === null ? "–" : [h("b", {}, signed(row.errorPercent)), h("span", { class: "faint" }, ` ± ${(expanded(row) ?? 0).toFixed(2)}`)]);
