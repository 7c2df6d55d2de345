// Starts the page: who is there, the stream, and what is drawn when something changes.

import * as api from "./api.js";
import { spread } from "./bars.js";
import { renderCampaigns } from "./campaigns.js";
import { renderCases, setUpCases } from "./cases.js";
import { refreshMeter, setUpDetail, showMeter } from "./detail.js";
import { askPerson, setUpDialogs } from "./dialogs.js";
import { $, h, say } from "./dom.js";
import { count, time, words } from "./format.js";
import { renderMeters, setUpMeters } from "./meters.js";
import { renderPast } from "./past.js";
import { follow, onChange, store, touch, unfollow } from "./store.js";

const LINK_WORDS = { live: "Live", waiting: "Reconnecting…", off: "Not connected" };

function showLink(state) {
  $("link").dataset.state = state;
  say($("link"), LINK_WORDS[state]);
}

function verdicts({ PASS = 0, FAIL = 0, CONDITIONAL_PASS = 0, CONDITIONAL_FAIL = 0 }) {
  const between = CONDITIONAL_PASS + CONDITIONAL_FAIL;
  return `${count(PASS)} pass, ${count(FAIL)} fail${between ? `, ${count(between)} between` : ""}`;
}

function renderFleet() {
  const { fleet } = store;
  if (!fleet) return;
  say($("field-time"), fleet.fieldTime ? `${time(fleet.fieldTime)} UTC` : "not known");
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
  if (!$("figures").childElementCount) {
    $("figures").append(...figures.map(() => h("div", {}, h("dt", {}), h("dd", {}), h("dd", { class: "sub" }))));
  }
  figures.forEach(([name, value, sub, look], index) => {
    const cell = $("figures").children[index];
    cell.className = look ?? "";
    [name, value, sub].forEach((text, place) => say(cell.children[place], text));
    cell.children[2].title = sub;
  });
}

function renderSpread() {
  const tested = [...store.meters.values()].filter((row) => row.role !== "REFERENCE");
  $("spread").replaceChildren(spread(tested, showMeter, Math.max(320, $("spread").clientWidth)));
  const drawn = tested.filter((row) => row.errorPercent !== null).length;
  say($("spread-note"), drawn ? "each meter with its interval ± U, by rising error · ● pass ◐ conditional ▲ fail · shaded: within the limit" : "");
}

function renderHolds() {
  // An aborted campaign keeps its stop for ever; its row says so, an alert would only hide the others.
  const over = (scope) => store.campaigns.get(scope)?.state === "ABORTED";
  const active = [...store.holds.values()].filter((hold) => hold.active && !over(hold.scope));
  const all = active.find((hold) => hold.scope === "*");
  const may = store.me?.roles.some((role) => ["engineer", "operator"].includes(role));
  $("stop").disabled = !may || Boolean(all);
  say($("stop").lastElementChild, all ? "Stopped" : "Emergency stop");
  $("held").hidden = active.length === 0;
  $("held").replaceChildren(...active.map((hold) => h("div", {},
    h("p", {},
      h("strong", {}, hold.scope === "*" ? "Emergency stop: no meter is written." : `Stop of ${store.campaigns.get(hold.scope)?.name ?? hold.scope}.`),
      ` ${hold.principal}, ${time(hold.issuedAt)} UTC: “${hold.reason}”`),
    store.me?.roles.includes("engineer")
      ? h("button", { type: "button", class: "quiet", onclick: () => liftStop(hold) }, "Lift the stop…")
      : null)));
}

const reason = (value) => h("label", {}, "Reason ", h("input", { name: "reason", required: true, maxlength: 500, value }));

function emergencyStop() {
  askPerson({
    title: "Stop everything?",
    go: "Stop all writing now",
    danger: true,
    body: [h("p", {}, "From this moment no gateway sends a changing frame to any meter. Reading goes on. An engineer can lift the stop."), reason("Emergency stop")],
    act: (fields) => api.hold("*", true, fields.get("reason")),
  });
}

function liftStop(hold) {
  askPerson({
    title: "Lift the stop?",
    go: "Lift the stop",
    body: [h("p", {}, `Set by ${hold.principal} at ${time(hold.issuedAt)} UTC: “${hold.reason}”. Orders may be released again.`), reason()],
    act: (fields) => api.hold(hold.scope, false, fields.get("reason"), hold.stopId),
  });
}

function render(changed) {
  if (changed.has("fleet")) {
    renderFleet();
    renderPast();
  }
  if (changed.has("meters")) {
    renderMeters(showMeter);
    renderSpread();
  }
  if (changed.has("cases") || changed.has("campaigns")) renderCases(showMeter, () => touch("cases"));
  if (changed.has("campaigns")) renderCampaigns();
  if (changed.has("holds") || changed.has("campaigns")) renderHolds();
  refreshMeter(changed);
}

function showGate(open) {
  $("gate").hidden = !open;
  $("main").hidden = open;
  $("logout").hidden = open;
  if (open) {
    unfollow();
    showLink("off");
    say($("who"), "");
    $("stop").disabled = true;
    $("held").hidden = true;
    $("login").elements.name.focus();
  }
}

async function enter() {
  try {
    store.me = await api.me();
  } catch (refused) {
    if (refused.status === 401) showGate(true);
    return refused.status !== 401;
  }
  showGate(false);
  say($("who"), store.me.name);
  $("who").title = store.me.roles.join(", ");
  touch("fleet", "meters", "cases", "campaigns", "holds");
  return true;
}

async function begin() {
  if (!(await enter())) return;
  follow(showLink, enter);
  const linked = location.hash.match(/^#meter=(.+)$/);
  if (linked) showMeter(decodeURIComponent(linked[1]));
}

function setUpLogin() {
  $("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const problem = form.querySelector(".problem");
    const submit = form.querySelector("button");
    submit.disabled = true;
    problem.hidden = true;
    try {
      await api.login(form.elements.name.value, form.elements.password.value);
      form.reset();
      await begin();
    } catch (refused) {
      say(problem, refused.message);
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  });
  $("logout").addEventListener("click", async () => {
    await api.logout().catch(() => {});
    showGate(true);
  });
}

setUpDialogs();
setUpDetail();
setUpLogin();
setUpMeters(() => touch("meters"));
setUpCases(() => touch("cases"));
$("stop").addEventListener("click", emergencyStop);
onChange(render);
let drawnWidth = 0;
new ResizeObserver(([entry]) => {
  if (entry.contentRect.width === drawnWidth) return;
  drawnWidth = entry.contentRect.width;
  touch("meters");
}).observe($("spread"));
begin();
