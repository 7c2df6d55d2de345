// The three answers at the top of the start page: what came in, how accurate it is, what there is to do.

import { h, svg } from "../dom.js";
import { count, expanded, signed } from "../format.js";
import { meterLink } from "../links.js";
import { link } from "../router.js";
import { T } from "../texts/en/fleet.js";

const DAYS_DRAWN = 13;
const CASE_STATES = ["OPENED", "CONFIRMED", "PROPOSED", "IN_CORRECTION", "VERIFYING", "UNKNOWN"];
const CAMPAIGN_STATES = ["AWAITING_APPROVAL", "APPROVED", "RUNNING", "PAUSED", "DRAFT"];

/** What came in of the newest whole day, day by day before it, and how fresh it is. */
export function read(picture) {
  const whole = picture.days.filter(({ delivery }) => delivery.days >= 1).slice(0, DAYS_DRAWN);
  return [
    measure(T.success, T.successOf, whole.map(({ day, delivery }) => ({ day, got: delivery.sessions, due: delivery.readsDue, share: delivery.readSuccess }))),
    measure(T.complete, T.completeOf, whole.map(({ day, delivery }) => ({ day, got: delivery.intervals, due: delivery.intervalsDue, share: delivery.intervalCompleteness }))),
    fresh(picture),
  ];
}

function measure(name, told, days) {
  if (!days.length) return line(name, T.notKnown, T.noWholeDay);
  const due = days.filter(({ share }) => share !== null);
  if (!due.length) return line(name, T.notKnown, T.nothingDue);
  const [{ day, got, due: all, share }] = due;
  return line(name, T.share(share), told(got, Math.round(all), day), bars(name, due));
}

function fresh({ freshness, caughtUp, lagRecords }) {
  const numbers = Object.fromEntries(freshness.map(({ name, number }) => [name, number]));
  const scheduled = freshness.filter(({ name }) => name !== "UNSCHEDULED").reduce((sum, { number }) => sum + number, 0);
  const behind = caughtUp ? "" : ` ${T.behind(lagRecords)}`;
  if (!scheduled) return line(T.fresh, T.notKnown, T.nothingDue + behind);
  const rest = Object.keys(T.freshness).filter((name) => numbers[name]).map((name) => T.freshness[name](numbers[name]));
  return line(T.fresh, T.share((numbers.FRESH ?? 0) / scheduled), `${T.freshOf(numbers.FRESH ?? 0, scheduled)}${rest.length ? `; ${rest.join(", ")}` : ""}.${behind}`);
}

const line = (name, value, note, picture = null) => h("div", { class: "answer" },
  h("dt", {}, name), h("dd", { class: "answer-value" }, value), h("dd", { class: "answer-note" }, note), picture && h("dd", { class: "answer-picture" }, picture));

function bars(name, shares) {
  const [wide, tall] = [8, 30];
  const lowest = shares.reduce((least, each) => (each.share < least.share ? each : least));
  return svg("svg", { class: "days", viewBox: `0 0 ${DAYS_DRAWN * wide} ${tall}`, width: DAYS_DRAWN * wide, height: tall, role: "img",
    "aria-label": T.daysLabel(name, shares.length, lowest) },
  ...shares.map(({ day, got, due, share }, index) => {
    const x = (DAYS_DRAWN - 1 - index) * wide;
    const high = Math.max(1, share * tall);
    return svg("g", {}, svg("title", {}, T.dayTitle(day, got, Math.round(due))),
      svg("rect", { class: "due", x, y: 0, width: wide - 2, height: tall }), svg("rect", { class: "got", x, y: tall - high, width: wide - 2, height: high }));
  }));
}

/** Meters by verdict, each a link to them. */
export function accurate({ standings, references }) {
  const numbers = new Map(standings.map(({ name, number }) => [name, number]));
  const all = [...numbers.values()].reduce((sum, number) => sum + number, 0);
  if (!all) return [h("p", { class: "empty" }, h("b", {}, T.noMeters), " ", T.noMetersHelp)];
  const rows = Object.entries(T.verdicts).map(([key, texts]) => ({ key, texts, number: numbers.get(key) ?? 0 }));
  return [verdictBar(rows, all), h("ul", { class: "verdicts" }, rows.map(({ key, texts: [sign, word, meaning], number }) => h("li", { class: `verdict-row ${key.toLowerCase()}`, title: meaning },
    h("span", { class: "sign", "aria-hidden": "true" }, sign),
    number ? h("a", { href: link("meters", "", { verdict: key }) }, word) : h("span", {}, word),
    h("span", { class: "number" }, count(number)),
    h("span", { class: "number faint" }, T.share(number / all)))),
    references > 0 ? h("li", { class: "verdict-row part" }, h("span", {}), h("a", { href: link("meters", "", { role: "REFERENCE" }) }, T.references), h("span", { class: "number" }, count(references)), h("span", {})) : null)];
}

function verdictBar(rows, all) {
  const label = T.verdictLabel(rows.filter(({ number }) => number).map(({ texts, number }) => `${count(number)} ${texts[1]}`));
  const picture = svg("svg", { class: "verdict-bar", viewBox: "0 0 1000 10", preserveAspectRatio: "none", role: "img", "aria-label": label });
  let left = 0;
  for (const { key, number } of rows) {
    const wide = (1000 * number) / all;
    if (number) picture.append(svg("rect", { class: key.toLowerCase(), x: left, y: 0, width: Math.max(4, wide - 2), height: 10 }));
    left += wide;
  }
  return picture;
}

/** What waits for somebody: stops, the worst meter, cases and campaigns. @param worst the first meter in the order of the worst, if any */
export function next(picture, holds, worst) {
  const cases = CASE_STATES.map((state) => [state, picture.cases.filter(({ part }) => part === state)]).filter(([, of]) => of.length);
  const campaigns = CAMPAIGN_STATES.map((state) => [state, picture.campaigns.find(({ name }) => name === state)]).filter(([, of]) => of);
  const active = holds.filter((hold) => hold.active).length;
  return [
    active ? h("p", { class: "stops" }, h("a", { href: link("campaigns") }, `■ ${T.stops(active)}`)) : null,
    worst?.verdict === "FAIL" ? h("p", { class: "first" }, T.lookFirst, " ", meterLink(worst.meterId), " ", h("b", { class: "figure" }, T.errorOf(signed(worst.errorPercent), (expanded(worst) ?? 0).toFixed(2))), " ", T.limitOf(worst.limitPercent)) : null,
    h("h3", {}, T.casesOpen),
    cases.length ? h("ul", { class: "work" }, cases.flatMap(([state, kinds]) => kinds.map(({ name, number }) => h("li", {},
      h("span", { class: "number" }, count(number)), h("a", { href: link("cases", "", { state, kind: name }) }, name, " ", T.caseStates[state] ?? state))))) : h("p", { class: "faint" }, T.noCases),
    h("h3", {}, T.campaigns),
    campaigns.length ? h("ul", { class: "work" }, campaigns.map(([state, { number }]) => h("li", {},
      h("span", { class: "number" }, count(number)), h("a", { href: link("campaigns", "", { state }) }, T.campaignStates[state])))) : h("p", { class: "faint" }, T.noCampaigns),
  ];
}
