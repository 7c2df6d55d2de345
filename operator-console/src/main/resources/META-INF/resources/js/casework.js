// What people say of a case: one button for each thing that may be asked of it now.

import * as api from "./api.js";
import { askPerson } from "./dialogs.js";
import { h } from "./dom.js";
import { time, words } from "./format.js";
import { store } from "./store.js";

const CODES = {
  FALSE_ALARM: "The finding is wrong",
  REFERENCE_AT_FAULT: "The reference is in error",
  NOT_THE_METER: "Wiring, transformers or tampering",
  HANDLED_ON_SITE: "Repaired or corrected on site",
  ACCEPTED: "Real, and tolerated",
  OTHER: "Another reason, as said below",
};

const ACTIONS = {
  CONFIRM: { title: "Confirm", go: "Confirm the finding", note: "You say that the finding is real. From then on only a person ends the case.", engineer: true },
  DISMISS: { title: "Dismiss", go: "Dismiss the case", note: "The case ends without a correction. Only a later calibration epoch or a clearly larger error opens another.", engineer: true },
  ASSIGN: { title: "Assign", go: "Assign", note: "Who looks after the case; empty means nobody." },
  NOTE: { title: "Note", go: "Write it down", note: "The note stays with the case and goes into the audit." },
  REOPEN: { title: "Reopen", go: "Reopen the case", note: "The dismissal is taken back; the case counts as confirmed.", engineer: true },
};

const may = (action) =>
  store.me?.roles.includes("engineer") || (!ACTIONS[action].engineer && store.me?.roles.includes("operator"));

/** Buttons for what this person may ask of the case now. */
export const caseButtons = (found) => h("div", { class: "buttons" }, found.offeredActions.filter(may).map((action) =>
  h("button", { type: "button", class: action === "DISMISS" ? "quiet danger" : "quiet", "data-action": action, onclick: () => ask(found, action) }, `${ACTIONS[action].title}…`)));

/** What people did about the case, newest last. */
export function handled({ handling }) {
  const lines = [];
  if (handling.confirmedBy) lines.push(`Confirmed by ${handling.confirmedBy}, ${time(handling.confirmedAt)} UTC.`);
  if (handling.assignee) lines.push(`Looked after by ${handling.assignee}.`);
  if (handling.dismissedBy) lines.push(`Dismissed by ${handling.dismissedBy} (${words(handling.dismissalCode)}), ${time(handling.dismissedAt)} UTC.`);
  handling.notes.forEach((note) => lines.push(`${note.principal}, ${time(note.writtenAt)} UTC: “${note.text}”`));
  return lines.length ? h("ul", { class: "handled" }, lines.map((line) => h("li", {}, line))) : null;
}

function ask(found, action) {
  const { title, go, note } = ACTIONS[action];
  const body = [h("p", {}, note)];
  if (action === "DISMISS") {
    body.push(h("label", {}, "Why ", h("select", { name: "code", required: true },
      Object.entries(CODES).map(([code, text]) => h("option", { value: code }, text)))));
  }
  if (action === "ASSIGN") body.push(h("label", {}, "Person ", h("input", { name: "assignee", maxlength: 100, value: found.handling.assignee })));
  body.push(h("label", {}, action === "NOTE" ? "Note " : "Reason ", h("input", { name: "reason", required: true, maxlength: 500 })));
  askPerson({
    title: `${title}: ${found.caseId}`,
    go,
    danger: action === "DISMISS",
    body,
    act: (fields) => api.caseCommand(found.caseId, action.toLowerCase(), Object.fromEntries(fields)),
  });
}
