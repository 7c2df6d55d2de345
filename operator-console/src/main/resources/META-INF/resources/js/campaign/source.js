// Where the meters of a new campaign come from: a filter over open cases, names, or memories that broke.

import { h } from "../dom.js";
import { replaceParams } from "../router.js";
import { T } from "../texts/en/new-campaign.js";

const S = T.source;
const FILTERS = ["meterModel", "district", "jurisdiction", "minimumErrorPercent"];

const list = (text) => text.split(/[\s,;]+/).filter(Boolean);

/** What the address says; `cases` and `meters` name them, `restore` too, the rest is a filter. */
export function sourceOf(params) {
  const named = [...list(params.get("cases") ?? ""), ...list(params.get("meters") ?? "")];
  const restored = list(params.get("restore") ?? "");
  const source = {
    mode: restored.length ? "restore" : named.length ? "named" : "filter",
    text: { named: named.join("\n"), restore: restored.join("\n") },
    filter: Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""])),
    asked: FILTERS.some((name) => params.has(name)),
    names: () => [...new Set(list(source.text[source.mode] ?? ""))],
    /** As the dry run takes it. */
    selection() {
      if (source.mode === "filter") {
        const { minimumErrorPercent, ...texts } = source.filter;
        return { ...texts, ...(minimumErrorPercent ? { minimumErrorPercent: Number(minimumErrorPercent) } : {}) };
      }
      const names = source.names();
      return { caseIds: names.filter((name) => name.includes("|")), meterIds: names.filter((name) => !name.includes("|")) };
    },
  };
  return source;
}

/** True while nobody has asked for anything yet. */
export const emptySource = (source) => (source.mode === "filter" ? !source.asked : source.names().length === 0);

function remember(source) {
  if (source.mode === "filter") return replaceParams(source.filter);
  const names = source.names();
  replaceParams(source.mode === "restore" ? { restore: names.join(",") } : { cases: names.filter((name) => name.includes("|")).join(","), meters: names.filter((name) => !name.includes("|")).join(",") });
}

/** @param look is called when the person wants to see what it gives */
export function sourceForm(source, look) {
  const fields = h("div", { class: "source-fields" });
  const form = h("form", { class: "source", onsubmit: (event) => {
    event.preventDefault();
    remember(source);
    if (source.mode === "filter" || source.names().length) look();
  } },
    h("div", { class: "modes", role: "radiogroup", "aria-label": S.title }, Object.entries(S.modes).map(([mode, title]) =>
      h("label", {}, h("input", { type: "radio", name: "mode", value: mode, checked: source.mode === mode, onchange: () => { source.mode = mode; draw(); } }), ` ${title}`))),
    fields);

  function draw() {
    fields.replaceChildren(...(source.mode === "filter"
      ? [h("div", { class: "fields" }, FILTERS.map((name) => h("label", { class: "field" }, h("span", {}, S.filter[name]),
        h("input", { name, value: source.filter[name], placeholder: S.any, autocomplete: "off", spellcheck: "false", ...(name === "minimumErrorPercent" ? { type: "number", min: 0, max: 100, step: "any" } : {}), oninput: (event) => (source.filter[name] = event.target.value.trim()) })))),
      h("small", {}, S.filterHint)]
      : [h("label", { class: "field" }, h("span", {}, S[source.mode]), h("small", {}, S[`${source.mode}Hint`]),
        h("textarea", { name: "names", rows: Math.min(6, Math.max(2, source.names().length)), spellcheck: "false", oninput: (event) => (source.text[source.mode] = event.target.value) }, source.text[source.mode]))]),
    h("div", { class: "buttons" }, h("button", { class: "quiet" }, S.look)));
  }

  draw();
  return form;
}
