// The fleet in numbers and by error.

import { spread } from "../bars.js";
import { h, say } from "../dom.js";
import { count, time, words } from "../format.js";
import { renderPast } from "../past.js";
import { go } from "../router.js";
import { store } from "../store.js";

let parts = null;

function verdicts({ PASS = 0, FAIL = 0, CONDITIONAL_PASS = 0, CONDITIONAL_FAIL = 0 }) {
  const between = CONDITIONAL_PASS + CONDITIONAL_FAIL;
  return `${count(PASS)} pass, ${count(FAIL)} fail${between ? `, ${count(between)} between` : ""}`;
}

function renderFigures(fleet) {
  const refused = Object.values(fleet.refusals).reduce((sum, meters) => sum + meters, 0);
  const running = (fleet.campaignsByState.RUNNING ?? 0) + (fleet.campaignsByState.PAUSED ?? 0);
  const figures = [
    ["Meters", count(fleet.meters), `${count(fleet.references)} are references`],
    ["Polled", count(fleet.polled), fleet.meters ? `${Math.round((100 * fleet.polled) / fleet.meters)} % of the active` : ""],
    ["Estimates", count(fleet.estimates), verdicts(fleet.verdicts)],
    ["Refused", count(refused), Object.entries(fleet.refusals).map(([name, meters]) => `${meters} ${words(name)}`).join(", ") || "none"],
    ["MET-02 open", count(fleet.met02Open), `${count(fleet.casesByState.CLOSED ?? 0)} closed`, fleet.met02Open ? "alert" : null],
    ["Campaigns", count(running), running ? Object.entries(fleet.campaignsByState).map(([state, number]) => `${number} ${words(state)}`).join(", ") : "none running"],
    ["Readings", count(fleet.readings), `newest of ${time(fleet.lastFieldTime)}`],
  ];
  if (!parts.figures.childElementCount) {
    parts.figures.append(...figures.map(() => h("div", {}, h("dt", {}), h("dd", {}), h("dd", { class: "sub" }))));
  }
  figures.forEach(([name, value, sub, look], index) => {
    const cell = parts.figures.children[index];
    cell.className = look ?? "";
    [name, value, sub].forEach((text, place) => say(cell.children[place], text));
    cell.children[2].title = sub;
  });
}

function renderSpread() {
  const tested = [...store.meters.values()].filter((row) => row.role !== "REFERENCE");
  parts.spread.replaceChildren(spread(tested, (meterId) => go("meters", meterId), Math.max(320, parts.spread.clientWidth)));
}

export const page = {
  title: "Fleet",
  open(root) {
    parts = { figures: h("dl", { id: "figures" }), spread: h("div", { id: "spread" }) };
    root.append(
      h("h1", { class: "unseen" }, "Fleet"),
      h("section", { class: "figures", "aria-label": "The fleet in numbers" }, parts.figures),
      h("section", { class: "panel spread" }, h("header", {}, h("h2", {}, "Errors of the fleet"), h("p", { class: "note" }, "each meter with its interval ± U, by rising error · ● pass ◐ conditional ▲ fail · shaded: within the limit")), parts.spread),
      h("section", { class: "panel spread" }, h("header", {}, h("h2", {}, "Meters by error"), h("p", { class: "note", id: "past-note", role: "status" })), h("div", { id: "past" })),
    );
  },
  update(changed) {
    if (changed.has("fleet") && store.fleet) {
      renderFigures(store.fleet);
      renderPast();
    }
    if (changed.has("meters")) renderSpread();
  },
  close() {
    parts = null;
  },
};
