// What people ask of one meter: read it now, read a past time again, set its clock; and what came of it.

import * as api from "../api.js";
import { askPerson, reasonField } from "../dialogs.js";
import { h, keyed, say } from "../dom.js";
import { day, time } from "../format.js";
import { may, store } from "../store.js";
import { T } from "../texts/en/actions.js";

const PAUSE_MILLISECONDS = 2000;
const MOST_SHOWN = 10;
const UNTOLD = ["requestId", "kind", "readings"];
const SIGNS = { ACCEPTED: "○", RUNNING: "◐", DONE: "●", REFUSED: "✕", UNANSWERED: "✕" };

/** @param told called after something was asked or ended @return { buttons, element, refresh, close } */
export function meterActions(meterId, told) {
  const list = h("ol", { class: "actions" });
  const empty = h("p", { class: "faint" }, T.none);
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const element = h("div", { class: "body" }, problem, empty, list);
  const news = h("p", { class: "unseen", role: "status" });
  element.append(news);
  let [timer, closed, open] = [null, false, new Set()];

  async function refresh() {
    clearTimeout(timer);
    timer = null;
    try {
      const all = (await api.meterActions(meterId)).slice(0, MOST_SHOWN);
      if (closed) return;
      problem.hidden = true;
      show(all);
      const ended = all.filter((each) => each.ended && open.has(each.actionId));
      if (ended.length) {
        say(news, ended.map((each) => `${T.kinds[each.kind]}: ${T.states[each.state]}. ${each.text}`).join(" "));
        told();
      }
      open = new Set(all.filter((each) => !each.ended).map((each) => each.actionId));
      if (open.size) timer = setTimeout(refresh, PAUSE_MILLISECONDS);
    } catch (refused) {
      say(problem, refused.message);
      problem.hidden = false;
    }
  }

  const drawn = new Map();

  function show(all) {
    empty.hidden = all.length > 0;
    const same = all.map((each) => (JSON.stringify(drawn.get(each.actionId)) === JSON.stringify(each) ? drawn.get(each.actionId) : each));
    drawn.clear();
    same.forEach((each) => drawn.set(each.actionId, each));
    keyed(list, same, (each) => each.actionId, () => h("li", {}), (line, each) => {
      const open = line.querySelector("details")?.open ?? false;
      line.className = `action ${each.state.toLowerCase()}`;
      line.replaceChildren(...lines(each));
      if (open) line.querySelector("details")?.setAttribute("open", "");
    });
  }

  const ask = (kind, fields) => askPerson({
    title: T.ask[kind].title(meterId),
    go: T.ask[kind].go,
    body: [h("p", {}, T.ask[kind].text), ...(fields ?? []), reasonField()],
    act: async (given, key) => {
      await api.askMeter(meterId, kind, body(given), key);
      await refresh();
      element.closest("section")?.scrollIntoView({ block: "nearest" });
    },
  });
  const button = (kind, fields) => h("button", { type: "button", class: "quiet", "data-action": kind, onclick: () => ask(kind, fields?.()) }, T.ask[kind].button);
  const buttons = may("operator", "engineer") ? [button("read"), button("backfill", spanFields), button("sync-clock")] : [];
  return { buttons, element, refresh, close() {
    closed = true;
    clearTimeout(timer);
  } };
}

/** The days the person chose are whole days of UTC. */
function body(given) {
  const [from, to] = [given.get("from"), given.get("to")];
  return { reason: given.get("reason"), ...(from ? { from: `${from}T00:00:00Z`, to: `${to}T23:59:59Z` } : {}) };
}

function spanFields() {
  const today = day(store.fleet?.fieldTime ?? new Date().toISOString());
  const before = day(new Date(Date.parse(today) - 24 * 3_600_000).toISOString());
  const field = (name, title) => h("label", {}, `${title} `, h("input", { type: "date", name, value: before, max: today, required: true }));
  return [field("from", T.from), field("to", T.to)];
}

function lines(each) {
  const values = each.kind === "READ" ? each.values : [];
  const evidence = Object.entries(each.evidence).filter(([name]) => !UNTOLD.includes(name));
  const more = [
    values.length > 0 && h("table", { class: "plain" }, h("tbody", {}, values.map(({ obis, value, unit }) =>
      h("tr", {}, h("th", { scope: "row" }, obis), h("td", { class: "number" }, value), h("td", {}, unit))))),
    each.gaps.length > 0 && h("ul", {}, each.gaps.map(({ from, to, reason }) => h("li", {}, T.gap(time(from), time(to), reason)))),
    evidence.length > 0 && h("dl", { class: "pairs" }, evidence.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)])),
  ].filter(Boolean);
  return [
    h("p", {}, h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[each.state]), " ", h("b", {}, T.kinds[each.kind]),
      each.from ? ` ${T.span(day(each.from), day(each.to))}` : "", `: ${T.states[each.state]}. `, each.text),
    h("p", { class: "faint" }, T.by(each.principal, time(each.requestedAt), each.reason)),
    ...(more.length ? [h("details", {}, h("summary", {}, T.details(each.readings, values.length)),
      h("div", { class: "chart-rows", tabindex: 0, role: "region", "aria-label": T.detailsOf(T.kinds[each.kind]) }, more))] : []),
  ];
}
