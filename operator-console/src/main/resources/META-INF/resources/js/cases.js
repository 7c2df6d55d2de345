// Open cases with the reason each was flagged; selecting them leads to a campaign.

import * as api from "./api.js";
import { caseButtons, handled } from "./casework.js";
import { askPerson } from "./dialogs.js";
import { $, h, keyed, say } from "./dom.js";
import { day, signed, words } from "./format.js";
import { store } from "./store.js";

const chosen = new Set();

const openCases = () =>
  [...store.cases.values()].filter((found) => found.open).sort((a, b) => urgency(b) - urgency(a) || a.caseId.localeCompare(b.caseId));

const adjustable = (found) => found.proposal !== null && found.campaignId === "" && found.state !== "IN_CORRECTION" && found.state !== "VERIFYING";

function urgency(found) {
  const estimate = found.latest ?? found.evidence;
  return estimate?.errorPercent && estimate.limitPercent ? Math.abs(estimate.errorPercent) / estimate.limitPercent : 0;
}

export function renderCases(onPick, render) {
  const open = openCases();
  for (const id of [...chosen]) {
    const found = store.cases.get(id);
    if (!found?.open || !adjustable(found)) chosen.delete(id);
  }
  const may = store.me?.roles.includes("engineer");
  const free = open.filter(adjustable).length;
  say($("cases-note"), open.length ? `${open.length} open, ${free} adjustable${chosen.size ? `, ${chosen.size} chosen` : ""}` : "");
  $("create").disabled = !may || chosen.size === 0;
  say($("create"), chosen.size ? `Create campaign with ${chosen.size}…` : "Create campaign…");
  $("choose-all").hidden = !may || free === 0;
  $("choose-all").onclick = () => {
    const all = open.filter(adjustable).map((found) => found.caseId);
    const every = all.every((id) => chosen.has(id));
    all.forEach((id) => (every ? chosen.delete(id) : chosen.add(id)));
    render();
  };
  keyed($("cases"), open, (found) => found.caseId, (found) => h("li", { class: "case", "data-id": found.caseId }), (item, found) => fillCase(item, found, onPick, render));
  for (const item of $("cases").children) {
    const box = item.querySelector("input");
    if (box) box.checked = chosen.has(item.dataset.id);
  }
  empty($("cases"), open.length, "No open case: no meter is out of bounds beyond doubt.");
}

export function empty(list, size, text) {
  let note = list.parentElement.querySelector(":scope > .empty");
  if (!note) {
    note = h("p", { class: "empty" }, text);
    list.after(note);
  }
  note.hidden = size > 0;
}

function fillCase(item, found, onPick, render) {
  const estimate = found.latest ?? found.evidence;
  const can = adjustable(found);
  const active = item.contains(document.activeElement) ? document.activeElement : null;
  const focused = active && (active.dataset.action ? `[data-action="${active.dataset.action}"]` : `.${active.className.split(" ")[0]}`);
  const box = h("input", { type: "checkbox", class: "choose", "aria-label": `Choose case ${found.caseId}`, disabled: !can, onchange: (event) => {
    if (event.target.checked) chosen.add(found.caseId);
    else chosen.delete(found.caseId);
    render();
  } });
  item.replaceChildren(
    box,
    h("div", { class: "what" },
      h("p", { class: "line" },
        h("button", { type: "button", class: "name", onclick: () => onPick(found.meterId) }, found.meterId),
        h("span", { class: "tag finding" }, found.kind),
        h("b", { class: "figure" }, estimate?.errorPercent === null || !estimate ? "–" : `${signed(estimate.errorPercent)} %`),
        h("span", { class: `state ${found.state.toLowerCase()}` }, words(found.state))),
      h("p", { class: "why" }, found.why),
      h("p", { class: "act-line" }, h("b", {}, words(found.action)),
        found.proposal ? proposed(found.proposal) : "",
        found.proposalRefusal ? `. ${found.proposalRefusal}` : "",
        found.campaignId ? `; in ${store.campaigns.get(found.campaignId)?.name ?? found.campaignId}` : "",
        h("span", { class: "faint" }, ` · opened ${day(found.openedAt)}`)),
      handled(found),
      caseButtons(found)),
  );
  if (focused) item.querySelector(focused)?.focus();
}

export function createCampaign() {
  const ids = [...chosen].sort();
  const first = Math.min(2, ids.length);
  const waves = ids.length > first ? `${first}, ${ids.length - first}` : `${first}`;
  askPerson({
    title: `Campaign with ${ids.length} ${ids.length === 1 ? "meter" : "meters"}`,
    go: "Create campaign",
    body: [
      h("p", {}, "It waits for the approval of another person. Nothing is written before that."),
      h("p", { class: "ids" }, ids.map((id) => store.cases.get(id)?.meterId ?? id).join(", ")),
      h("label", {}, "Name ", h("input", { name: "name", required: true, maxlength: 100, value: `Correction of ${day(store.fleet?.fieldTime)}` })),
      h("label", {}, "Meters per wave, in order ", h("input", { name: "waves", required: true, pattern: "\\s*[1-9][0-9]*(\\s*,\\s*[1-9][0-9]*)*\\s*", value: waves }),
        h("small", {}, "A small first wave proves the correction before the rest. Meters beyond the numbers form one more wave.")),
      h("label", {}, "Reason ", h("input", { name: "reason", required: true, maxlength: 500 })),
    ],
    act: async (fields) => {
      await api.createCampaign({
        name: fields.get("name"),
        reason: fields.get("reason"),
        caseIds: ids,
        waveSizes: fields.get("waves").split(",").map(Number),
      });
      chosen.clear();
    },
  });
}

/** A factor on the gain; what another coefficient is to leave. */
function proposed({ correctionFactor, errorAfterPercent }) {
  return correctionFactor === 1
    ? `, which leaves ${signed(errorAfterPercent)} %`
    : ` by the factor ${correctionFactor.toFixed(6)}${errorAfterPercent ? `, which leaves ${signed(errorAfterPercent)} %` : ""}`;
}
