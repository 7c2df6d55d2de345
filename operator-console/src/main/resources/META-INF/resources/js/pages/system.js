// How the head-end itself is: services, brokers, segments, and the dead letters.

import { ask } from "../api.js";
import { askPerson, reasonField } from "../dialogs.js";
import { h, say, svg } from "../dom.js";
import { count, time } from "../format.js";
import { link } from "../router.js";
import { may } from "../store.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/system.js";

const EVERY_MILLISECONDS = 5000;
const MOST_SAMPLES = 120;
const [WIDTH, HEIGHT] = [120, 24];

/** Lag by group while the page is open; kept when one leaves and comes back. */
const history = new Map();
const state = { timer: null, table: null, chosen: new Set(), parts: null, open: false };

const system = () => ask("GET", "/api/system");
const letter = (id) => ask("GET", `/api/dead-letters/${encodeURIComponent(id)}`);
const replay = (body, key) => ask("POST", "/api/dead-letters/replay", body, { key });

function remember(name, lag) {
  const samples = history.get(name) ?? [];
  samples.push(lag);
  history.set(name, samples.slice(-MOST_SAMPLES));
  return history.get(name);
}

function spark(name, samples) {
  const top = Math.max(1, ...samples);
  const step = WIDTH / (MOST_SAMPLES - 1);
  const points = samples.map((lag, i) => `${((MOST_SAMPLES - samples.length + i) * step).toFixed(1)},${(HEIGHT - 2 - (lag / top) * (HEIGHT - 4)).toFixed(1)}`);
  return svg("svg", { class: "spark", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": T.services.trendOf(name, count(samples[0]), count(samples.at(-1))) },
    svg("polyline", { points: points.join(" ") }));
}

function groupState(group) {
  if (group.problem) return T.services.unseen(group.problem);
  if (group.members === 0) return T.services.none;
  return group.state === "STABLE" ? T.services.stable : T.services.working + group.state.toLowerCase().replaceAll("_", " ");
}

function serviceRow(group) {
  const known = group.lag !== null;
  const most = [...group.partitions].sort((a, b) => b.lag - a.lag)[0];
  return h("tr", {},
    h("th", { scope: "row" }, T.services.roles[group.role] ?? group.role, h("span", { class: "faint block" }, group.name)),
    h("td", {}, groupState(group)),
    h("td", { class: "number" }, group.problem ? "–" : String(group.members)),
    h("td", { class: "number" }, known ? count(group.lag) : "–"),
    h("td", {}, known ? spark(group.name, remember(group.name, group.lag)) : null),
    h("td", { class: "faint" }, known ? (most && most.lag > 0 ? T.services.most(most.topic, most.partition, count(most.lag)) : null) : group.problem ? null : T.services.noLag));
}

function consoleRow(name, caughtUp, lag) {
  return h("tr", {}, h("th", { scope: "row" }, T.services.console, h("span", { class: "faint block" }, name)),
    h("td", {}, caughtUp ? T.services.caughtUp : T.services.behind), h("td", {}), h("td", { class: "number" }, lag === undefined ? null : count(lag)), h("td", {}, lag === undefined ? null : spark(name, remember(name, lag))), h("td", {}));
}

function drawServices(found) {
  state.parts.services.replaceChildren(...found.groups.map(serviceRow),
    consoleRow(T.services.live, found.liveCaughtUp), consoleRow(T.services.tables, found.tablesCaughtUp, found.tablesLag));
  say(state.parts.asked, T.asked(found.at.slice(11, 19)));
}

function drawBrokers(found) {
  const short = found.topics.filter((topic) => topic.underReplicated > 0);
  const partitions = found.topics.reduce((sum, topic) => sum + topic.partitions, 0);
  state.parts.brokers.replaceChildren(
    h("p", {}, [T.brokers.brokers(found.brokers), T.brokers.controller(found.controller), T.brokers.topics(found.topics.length, partitions)].join(" · ")),
    short.length === 0 ? h("p", { class: "good" }, T.brokers.good)
      : h("div", {}, h("p", { class: "bad" }, T.brokers.bad(short.reduce((sum, topic) => sum + topic.underReplicated, 0))), h("ul", {}, short.map((topic) => h("li", {}, `${topic.name}: ${topic.underReplicated}`)))),
    found.missing.length ? h("p", { class: "bad" }, `${T.brokers.missing} ${found.missing.join(", ")}`) : "");
}

async function load() {
  clearTimeout(state.timer);
  try {
    const found = await system();
    if (!state.open) return;
    state.parts.failed.hidden = true;
    drawServices(found);
    drawBrokers(found);
  } catch (refused) {
    if (!state.open) return;
    say(state.parts.failed, T.failed(refused.message));
    state.parts.failed.hidden = false;
    say(state.parts.asked, "");
  }
  state.timer = setTimeout(load, EVERY_MILLISECONDS);
}

async function look(row) {
  let found;
  try {
    found = await letter(row.letterId);
  } catch (refused) {
    found = null;
    say(state.parts.failed, refused.message);
    state.parts.failed.hidden = false;
    return;
  }
  const pair = (name, value) => [h("dt", {}, name), h("dd", {}, value)];
  const S = T.letters.shown;
  const dialog = h("dialog", { "aria-label": row.letterId, onclose: (event) => event.target.remove() },
    h("h2", {}, `${row.letterId} · ${row.reason}`),
    h("dl", { class: "pairs" },
      pair(T.letters.columns.stood, T.letters.stood(row.sourceTopic, row.sourcePartition, row.sourceOffset)),
      pair(S.message, found.message || "–"),
      pair(S.is, `${found.schema} ${found.format}`.trim()),
      pair(S.octets, `${found.keyOctets} + ${found.valueOctets}`),
      Object.entries(found.fields).flatMap(([name, value]) => pair(name, value)),
      pair(S.replays, found.replays.length ? h("ul", {}, found.replays.map((each) => h("li", {}, `${time(each.at)} ${each.principal}: ${each.reason} → ${each.offset}`))) : S.nothing)),
    h("form", { method: "dialog", class: "buttons" }, h("button", { class: "act" }, T.letters.close)));
  document.body.append(dialog);
  dialog.showModal();
}

async function askReplay(ids) {
  let plan;
  try {
    plan = await replay({ letters: ids, dryRun: true, again: true });
  } catch (refused) {
    say(state.parts.failed, refused.message);
    state.parts.failed.hidden = false;
    return;
  }
  const twice = state.table.rows().some((row) => ids.includes(row.letterId) && row.replays > 0);
  askPerson({
    title: T.letters.ask(ids.length),
    go: T.letters.go,
    body: [
      h("p", {}, T.letters.text),
      h("ul", { class: "replay-plan", tabindex: "0" }, plan.results.map((each) => h("li", {}, h("b", {}, each.letterId), ` ${each.result === "WOULD_REPLAY" ? T.letters.planned(each.to) : `${each.message} ${each.remedy}`}`))),
      twice ? h("label", {}, h("input", { type: "checkbox", name: "again" }), ` ${T.letters.again}`) : null,
      reasonField(),
    ],
    act: async (fields, key) => {
      const done = await replay({ letters: ids, reason: fields.get("reason"), again: fields.get("again") !== null }, key);
      const first = done.results.find((each) => each.result !== "REPLAYED");
      if (done.replayed === 0 && first) throw new Error(`${first.message} ${first.remedy}`);
      state.chosen.clear();
      state.table?.refresh(true);
      offer();
    },
  });
}

function offer() {
  if (!state.parts?.replay) return;
  say(state.parts.replay, T.letters.replayChosen(state.chosen.size));
  state.parts.replay.disabled = state.chosen.size === 0;
}

function replayCell(row) {
  if (row.replays > 0) return T.letters.replayed(row.replays, row.replayedBy, time(row.replayed));
  return row.replayRefusal ? h("span", { class: "faint" }, T.letters.never(row.replayRefusal)) : may("engineer") ? h("button", { type: "button", class: "quiet", onclick: () => askReplay([row.letterId]) }, T.letters.replay) : null;
}

const C = T.letters.columns;
const COLUMNS = [
  { title: C.letter, cell: (row) => h("button", { type: "button", class: "name", title: T.letters.look, onclick: () => look(row) }, row.letterId) },
  { title: C.when, look: "time", cell: (row) => time(row.written) },
  { title: C.service, cell: (row) => row.service || null },
  { title: C.stood, look: "time", cell: (row) => T.letters.stood(row.sourceTopic, row.sourcePartition, row.sourceOffset) },
  { title: C.why, look: "wide", cell: (row) => h("span", {}, h("b", {}, row.reason), ` ${row.message} `, h("span", { class: "faint" }, row.remedy)) },
  { title: C.size, number: true, cell: (row) => count(row.valueOctets) },
  { title: C.replay, cell: replayCell },
];

const FILTERS = ["reason", "sourceTopic", "service", "from"].map((key) => ({ key, title: T.letters.filters[key], hint: key === "from" ? T.letters.filters.instant : undefined, find: key === "reason" }));

export const page = {
  title: T.title,
  open(root, params) {
    state.open = true;
    state.chosen = new Set();
    const S = T.services;
    state.parts = {
      asked: h("p", { class: "note", role: "status" }, T.loading),
      failed: h("p", { class: "problem", role: "alert", hidden: true }),
      services: h("tbody"),
      brokers: h("div", { class: "body" }, h("p", { class: "faint" }, T.loading)),
      replay: may("engineer") ? h("button", { type: "button", class: "quiet", disabled: true, onclick: () => askReplay([...state.chosen]) }, T.letters.replayChosen(0)) : null,
    };
    state.table = dataTable({
      name: "dead-letters", title: T.letters.table, columns: COLUMNS, key: (row) => row.letterId, params, filters: FILTERS, orders: [["recent", ""]], empty: T.letters.empty,
      chosen: may("engineer") ? state.chosen : undefined, choosable: (row) => !row.replayRefusal, onChoice: offer,
    });
    root.append(
      h("div", { class: "page-head" }, h("h1", {}, T.title), h("p", { class: "note" }, T.lead)),
      state.parts.failed,
      h("section", { class: "panel services" }, h("header", {}, h("h2", {}, S.title), state.parts.asked),
        h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": S.title },
          h("table", {}, h("thead", {}, h("tr", {}, [S.group, S.state, S.members, S.lag, S.trend, S.partitions].map((title, i) => h("th", { scope: "col", class: i === 2 || i === 3 ? "number" : null }, title)))), state.parts.services))),
      h("div", { class: "system-columns" },
        h("section", { class: "panel" }, h("header", {}, h("h2", {}, T.brokers.title)), state.parts.brokers),
        h("section", { class: "panel" }, h("header", {}, h("h2", {}, T.segments.title)), h("div", { class: "body" }, h("p", {}, T.segments.text), h("p", {}, h("a", { href: "/api/tables/events?code=COMM-02&format=csv", download: true }, T.segments.link))))),
      h("section", { class: "panel", "aria-label": T.letters.table }, h("header", {}, h("h2", {}, T.letters.title), h("p", { class: "note" }, T.letters.lead), h("div", { class: "tools" }, state.parts.replay)), state.table.element));
    load();
  },
  update: (changed) => changed.has("tables") && state.table?.refresh(false),
  close() {
    state.open = false;
    clearTimeout(state.timer);
    state.table?.close();
    state.table = null;
    state.parts = null;
  },
};
