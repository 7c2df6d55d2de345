// The page of one meter.

import * as api from "../api.js";
import { caseButtons, handled } from "../casework.js";
import { chart } from "../chart.js";
import { h } from "../dom.js";
import { words } from "../format.js";
import { failure, refresher } from "../refresh.js";
import { link } from "../router.js";
import { may } from "../store.js";
import { T as A } from "../texts/en/actions.js";
import { T } from "../texts/en/meter.js";
import { meterActions } from "./actions.js";
import { clockSpec, driftSpec, energySpec, loadSpec } from "./curves.js";
import { furtherFindings, why } from "./findings.js";
import { driftRows, storedReadings } from "./history.js";
import { eventsTable, onDemand, readingsTable } from "./lists.js";
import { coefficients, communication, headline, recordLinks, registered, sessions } from "./sections.js";

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
  // Interval readings tell when people are at home: only who works on meters sees them, and what was read on demand.
  const sees = may("operator", "engineer");
  const problem = failure(() => refresh.ask());
  const places = Object.fromEntries(["headline", "why", "further", "cases", "communication", "coefficients", "registered"].map((name) => [name, place(`${name}-body body`)]));
  const charts = { drift: chart(T.drift), load: chart(T.load), energy: chart(T.energy), clock: chart(T.clockChart, "low") };
  const readings = storedReadings(meterId);
  let history = null;
  const earlier = h("button", { type: "button", class: "quiet", hidden: true, onclick: () => {
    readings.wanted++;
    refresh.ask();
  } }, T.earlier);
  const lists = { readings: onDemand(T.readingsTable, () => readingsTable(meterId)), events: eventsTable(meterId) };
  let told = null;
  const actions = meterActions(meterId, () => {
    told = null;
    readings.forget();
    refresh.ask();
  });
  const propose = may("engineer") ? h("a", { class: "act button", href: link("campaigns", "new", { meters: meterId }), hidden: true }, T.propose) : h("span", { hidden: true });
  const buttons = h("div", { class: "tools buttons", hidden: true }, actions.buttons, propose);
  const body = (...parts) => h("div", { class: "body" }, ...parts);
  const whole = h("div", { class: "meter-page", hidden: true },
    h("section", { class: "panel headline", "aria-label": T.headline }, places.headline.element),
    h("div", { class: "meter-columns" },
      h("div", { class: "stack" },
        panel("drift", T.drift, T.driftNote, body(charts.drift.element)),
        panel("load", T.load, T.loadNote, body(charts.load.element)),
        sees ? panel("energy", T.energy, T.energyNote, body(charts.energy.element, earlier), lists.readings.element)
          : panel("energy", T.energy, null, body(h("p", { class: "faint" }, T.readingsNotSeen))),
        panel("communication", T.communication, null, places.communication.element, sees ? body(charts.clock.element) : null),
        panel("events", T.events, null, lists.events.element)),
      h("div", { class: "stack" },
        h("section", { class: "panel reasons" }, places.why.element),
        panel("cases", T.cases, null, places.cases.element),
        sees ? panel("asked", A.title, A.note, actions.element) : null,
        h("section", { class: "panel further" }, places.further.element),
        panel("coefficients", T.coefficients, T.coefficientsNote, places.coefficients.element, body(recordLinks(meterId))),
        panel("registered", T.registered, null, places.registered.element))));
  root.setAttribute("aria-busy", "true");
  root.append(h("div", { class: "page-head" }, h("a", { href: link("meters") }, T.meters), h("h1", {}, meterId), buttons), problem.element, whole);

  const load = async () => {
    try {
      const known = await api.meter(meterId);
      const news = JSON.stringify([known.meter, known.events, known.lastOutcome, known.estimate?.windowTo, readings.wanted]);
      if (news !== told) {
        const [drift, , events, outcomes] = await Promise.all([driftRows(meterId), sees ? readings.load() : null, api.table("events", { meterId, limit: EVENTS }), api.table("outcomes", { meterId, limit: OUTCOMES })]);
        history = { drift, events: events.rows, outcomes: outcomes.rows };
        told = news;
        draw(known);
        Object.values(lists).forEach((list) => list.refresh(false));
      }
      show(known);
      problem.clear();
      whole.hidden = false;
      buttons.hidden = known.registration?.state !== "ACTIVE";
      propose.hidden = !known.cases.some((found) => found.open && found.proposal && !found.campaignId);
    } catch (refused) {
      problem.tell(refused.status === 404 ? `${T.unknown(meterId)} ${T.unknownHelp}` : `${T.failed} ${refused.message}`);
    }
    root.removeAttribute("aria-busy");
  };
  const refresh = refresher(load);

  function draw(known) {
    const rows = readings.rows();
    charts.drift.show(driftSpec(history.drift, meterId));
    charts.load.show(loadSpec(known.estimate, known.registration));
    charts.energy.show(energySpec(rows, known.registration, meterId));
    charts.clock.show(clockSpec(sessions(rows)));
  }

  function show(known) {
    const { events, outcomes } = history;
    const seen = sessions(readings.rows());
    places.headline.put([known.meter, known.why], () => headline(known));
    places.why.put([known.why, known.estimate], () => titled(why(known)));
    places.further.put([known.estimate, known.checks, known.forecast, known.surveillance, known.quantities, known.referenceFindings], () => furtherFindings(known).map(titled));
    places.cases.put(known.cases, () => casesOf(known.cases));
    places.communication.put([seen, events, known.meter.lastCapture], () => communication(seen, events, known.meter));
    places.coefficients.put([outcomes, events], () => coefficients(outcomes, events));
    places.registered.put([known.meter, known.registration, known.references], () => registered(known));
    earlier.hidden = !readings.more();
  }
  if (sees) actions.refresh();
  return { refresh, close() {
    refresh.end();
    actions.close();
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
