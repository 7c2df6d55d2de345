// The page of one meter.

import * as api from "../api.js";
import { caseButtons, handled } from "../casework.js";
import { chart } from "../chart.js";
import { h, say } from "../dom.js";
import { words } from "../format.js";
import { refresher } from "../refresh.js";
import { link } from "../router.js";
import { T } from "../texts/en/meter.js";
import { clockSpec, driftSpec, energySpec, loadSpec } from "./curves.js";
import { furtherFindings, why } from "./findings.js";
import { eventsTable, onDemand, readingsTable } from "./lists.js";
import { coefficients, communication, headline, recordLinks, registered, sessions } from "./sections.js";

const PAGE = 1000;
const MOST_PAGES = 20;
const EVENTS = 200;
const OUTCOMES = 100;

/** A place that is drawn anew only when its data differ, so that focus and open parts stay. */
function place(className) {
  let told = null;
  const element = h("div", { class: className });
  return { element, put(data, make) {
    const text = JSON.stringify(data);
    if (text === told) return;
    told = text;
    const focused = element.contains(document.activeElement) ? [...element.querySelectorAll("a, button, summary")].indexOf(document.activeElement) : -1;
    const open = [...element.querySelectorAll("details")].map((each) => each.open);
    element.replaceChildren(...[make()].flat().filter(Boolean));
    element.querySelectorAll("details").forEach((each, index) => (each.open = open[index] ?? false));
    if (focused >= 0) element.querySelectorAll("a, button, summary")[focused]?.focus({ preventScroll: true });
  } };
}

const panel = (name, title, note, ...body) => h("section", { class: `panel ${name}`, "aria-labelledby": `${name}-title` },
  h("header", {}, h("h2", { id: `${name}-title` }, title), note && h("span", { class: "note" }, note)), ...body);

export function meterView(root, meterId) {
  const problem = h("p", { class: "problem", role: "status", hidden: true });
  const places = Object.fromEntries(["headline", "why", "further", "cases", "communication", "coefficients", "registered"].map((name) => [name, place(`${name}-body body`)]));
  const charts = { drift: chart(T.drift), load: chart(T.load), energy: chart(T.energy), clock: chart(T.clockChart, "low") };
  const readings = { rows: [], pages: 1, next: null };
  const earlier = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => {
    readings.pages = Math.min(MOST_PAGES, readings.pages + 1);
    refresh.ask();
  } }, T.earlier);
  const lists = { readings: onDemand(T.readingsTable, () => readingsTable(meterId)), events: eventsTable(meterId) };
  const body = (...parts) => h("div", { class: "body" }, ...parts);
  const whole = h("div", { class: "meter-page", hidden: true },
    h("section", { class: "panel headline", "aria-label": T.headline }, places.headline.element),
    h("div", { class: "meter-columns" },
      h("div", { class: "stack" },
        panel("drift", T.drift, T.driftNote, body(charts.drift.element)),
        panel("load", T.load, T.loadNote, body(charts.load.element)),
        panel("energy", T.energy, T.energyNote, body(charts.energy.element, earlier), lists.readings.element),
        panel("communication", T.communication, null, places.communication.element, body(charts.clock.element)),
        panel("events", T.events, null, lists.events.element)),
      h("div", { class: "stack" },
        h("section", { class: "panel reasons" }, places.why.element),
        panel("cases", T.cases, null, places.cases.element),
        h("section", { class: "panel further" }, places.further.element),
        panel("coefficients", T.coefficients, T.coefficientsNote, places.coefficients.element, body(recordLinks(meterId))),
        panel("registered", T.registered, null, places.registered.element))));
  root.append(h("div", { class: "page-head" }, h("a", { href: link("meters") }, T.meters), h("h1", {}, meterId)), problem, whole);

  const load = async () => {
    try {
      const [known, drift, stored, events, outcomes] = await Promise.all([api.meter(meterId), pages("drift", 3), pages("readings", readings.pages),
        api.table("events", { meterId, limit: EVENTS }), api.table("outcomes", { meterId, limit: OUTCOMES })]);
      show(known, drift.rows, stored, events.rows, outcomes.rows);
      problem.hidden = true;
      whole.hidden = false;
    } catch (refused) {
      say(problem, refused.status === 404 ? `${T.unknown(meterId)} ${T.unknownHelp}` : `${T.failed} ${refused.message}`);
      problem.hidden = false;
    }
  };
  const refresh = refresher(load);

  async function pages(table, most) {
    const rows = [];
    let next = null;
    for (let index = 0; index < most; index++) {
      const answer = await api.table(table, { meterId, limit: PAGE, ...(next ? { after: next } : {}) });
      rows.push(...answer.rows);
      next = answer.next;
      if (!next) break;
    }
    return { rows, next };
  }

  function show(known, drift, stored, events, outcomes) {
    const seen = sessions(stored.rows);
    places.headline.put([known.meter, known.why], () => headline(known));
    places.why.put([known.why, known.estimate], () => titled(why(known)));
    places.further.put([known.estimate, known.checks, known.forecast, known.surveillance, known.quantities, known.referenceFindings], () => furtherFindings(known).map(titled));
    places.cases.put(known.cases, () => casesOf(known.cases));
    places.communication.put([seen, events, known.meter.lastCapture], () => communication(seen, events, known.meter));
    places.coefficients.put([outcomes, events, known.lastOutcome], () => coefficients(outcomes, events, known.lastOutcome));
    places.registered.put([known.meter, known.registration, known.references], () => registered(known));
    charts.drift.show(driftSpec(drift, meterId));
    charts.load.show(loadSpec(known.estimate, known.registration));
    charts.energy.show(energySpec(stored.rows, known.registration, meterId));
    charts.clock.show(clockSpec(seen));
    Object.values(lists).forEach((list) => list.refresh(false));
    earlier.hidden = !stored.next || readings.pages >= MOST_PAGES;
  }
  return { refresh, close() {
    refresh.end();
    Object.values(lists).forEach((list) => list.close());
  } };
}

const titled = ([title, ...parts]) => h("div", { class: "part" }, h("h2", {}, title), parts);

function casesOf(cases) {
  if (!cases.length) return h("p", { class: "faint" }, T.noCases);
  return h("ul", { class: "told" }, cases.map((found) => h("li", {},
    h("p", {}, h("a", { href: link("cases", found.caseId) }, `${found.kind} ${found.number}`), " ", h("b", {}, words(found.state)), `, ${found.stateReason}`),
    handled(found), caseButtons(found))));
}
