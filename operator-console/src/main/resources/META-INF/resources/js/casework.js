// What people say of cases: one at a time, or the same of many with an answer for each.

import * as api from "./api.js";
import { askPerson, reasonField } from "./dialogs.js";
import { $, h, say } from "./dom.js";
import { time } from "./format.js";
import { may } from "./store.js";
import { T } from "./texts/en/cases.js";

/** Cases of one request; the console takes at most 200. */
const AT_ONCE = 50;
const MOST_AT_ONCE = 1000;
const OF_OPERATORS = ["ASSIGN", "NOTE"];

/** Whether this person may ask that of a case. */
export const mayAsk = (action) => may(OF_OPERATORS.includes(action) ? "operator" : "engineer");

/** Buttons for what this person may ask of the case now. */
export const caseButtons = (found) => h("div", { class: "buttons" }, found.offeredActions.filter(mayAsk).map((action) =>
  h("button", { type: "button", class: action === "DISMISS" ? "quiet danger" : "quiet", "data-action": action, onclick: () => ask(found, action) }, `${T.actions[action].title}…`)));

/** What people did about the case, oldest first; null when nobody did anything. */
export function handled(found) {
  const lines = acts(found);
  return lines.length ? h("ul", { class: "handled" }, lines.map(({ who, at, text }) => h("li", {}, who ? `${who}, ${time(at)} UTC: ` : "", text))) : null;
}

/** Acts that the case itself tells of: {who, at, text}, oldest first; those without a time at the end. */
export function acts({ handling }) {
  const all = handling.notes.map((note) => ({ who: note.principal, at: note.writtenAt, text: T.history.noted(note.text) }));
  if (handling.confirmedBy) all.push({ who: handling.confirmedBy, at: handling.confirmedAt, text: T.history.confirmed });
  if (handling.dismissedBy) all.push({ who: handling.dismissedBy, at: handling.dismissedAt, text: T.history.dismissed(T.codes[handling.dismissalCode] ?? handling.dismissalCode) });
  all.sort((a, b) => a.at.localeCompare(b.at));
  if (handling.assignee) all.push({ who: "", at: null, text: T.history.assigned(handling.assignee) });
  return all;
}

function fields(action, assignee) {
  const parts = [h("p", {}, T.actions[action].note)];
  if (action === "DISMISS") {
    parts.push(h("label", {}, `${T.why} `, h("select", { name: "code", required: true },
      h("option", { value: "" }, "–"),
      Object.entries(T.codes).map(([code, text]) => h("option", { value: code }, text)))));
  }
  if (action === "ASSIGN") parts.push(h("label", {}, `${T.person} `, h("input", { name: "assignee", maxlength: 100, value: assignee, autocomplete: "off" })));
  if (action === "NOTE") {
    parts.push(h("label", {}, `${T.noteField} `, h("textarea", { name: "reason", required: true, maxlength: 500, rows: 3 })));
  } else {
    parts.push(reasonField());
  }
  parts.push(h("small", {}, T.reasonHint));
  return parts;
}

function ask(found, action) {
  const { title, go } = T.actions[action];
  askPerson({
    title: `${title}: ${found.meterId}, ${found.kind} ${found.number}`,
    go,
    danger: action === "DISMISS",
    body: fields(action, found.handling.assignee),
    act: (asked, key) => api.caseCommand(found.caseId, action.toLowerCase(), Object.fromEntries(asked), key),
  });
}

/**
 * Asks the same of many cases and shows what became of each.
 *
 * @param caseIds which
 * @param action what
 * @param onDone is told the ids it was sent for
 */
export function askMany(caseIds, action, onDone) {
  const { title, go } = T.actions[action];
  if (caseIds.length > MOST_AT_ONCE) {
    return askPerson({ title: T.bulk.title(title, caseIds.length), go: T.bulk.close, body: [h("p", {}, T.bulk.tooMany(MOST_AT_ONCE))], act: async () => {} });
  }
  const progress = h("progress", { max: caseIds.length, value: 0, hidden: true, "aria-label": T.bulk.working(0, caseIds.length) });
  const words = h("p", { role: "status", class: "note" });
  askPerson({
    title: T.bulk.title(title, caseIds.length),
    go: `${go}: ${caseIds.length}`,
    danger: action === "DISMISS",
    body: [...fields(action, ""), h("p", { class: "faint" }, T.bulk.note), progress, words],
    act: async (asked, key) => {
      progress.hidden = false;
      const results = await inParts(caseIds, { action: action.toLowerCase(), ...Object.fromEntries(asked) }, key, (done) => {
        progress.value = done;
        say(words, T.bulk.working(done, caseIds.length));
      });
      onDone(results.filter((each) => each.fate === "SENT").map((each) => each.caseId));
      if ($("ask").open) $("ask").close();
      showResults(results, action, onDone);
    },
  });
}

/** A part that fails as a whole is told for each of its cases; what came before it stays told. */
async function inParts(caseIds, body, key, onProgress) {
  const results = [];
  for (let from = 0; from < caseIds.length; from += AT_ONCE) {
    const part = caseIds.slice(from, from + AT_ONCE);
    try {
      results.push(...(await api.ask("POST", "/api/cases/bulk", { caseIds: part, ...body }, { key: `${key}-${from}` })).results);
    } catch (refused) {
      if (from === 0 && refused.status >= 400 && refused.status < 500) throw refused;
      const fate = refused.status >= 400 && refused.status < 500 ? "REFUSED" : "NOT_KNOWN";
      results.push(...part.map((caseId) => ({ caseId, fate, problem: { message: refused.message } })));
      if (fate === "NOT_KNOWN") {
        results.push(...caseIds.slice(from + AT_ONCE).map((caseId) => ({ caseId, fate: "NOT_TRIED", problem: null })));
        break;
      }
    }
    onProgress(results.length);
  }
  return results;
}

const FATES = { REFUSED: T.bulk.refused, NOT_KNOWN: T.bulk.notKnown, NOT_TRIED: T.bulk.notTried };

function showResults(results, action, onDone) {
  const others = results.filter((each) => each.fate !== "SENT");
  const again = others.filter((each) => each.fate !== "REFUSED").map((each) => each.caseId);
  const dialog = h("dialog", { "aria-labelledby": "bulk-title", onclose: (event) => event.target.remove() },
    h("h2", { id: "bulk-title" }, T.bulk.done(results.length - others.length, results.length)),
    h("p", { class: "faint" }, T.bulk.doneHint),
    others.length === 0 ? null : h("div", { class: "scroll bulk-results", tabindex: "0", role: "region", "aria-label": T.bulk.refused },
      h("table", {}, h("tbody", {}, others.map(({ caseId, fate, problem }) => h("tr", {},
        h("th", { scope: "row" }, caseId),
        h("td", {}, h("b", {}, FATES[fate])),
        h("td", {}, [problem?.detail ?? problem?.message, problem?.remedy].filter(Boolean).join(" "))))))),
    h("form", { method: "dialog", class: "buttons" },
      again.length ? h("button", { type: "button", class: "quiet", onclick: () => { dialog.close(); askMany(again, action, onDone); } }, T.bulk.again(again.length)) : null,
      h("button", { class: "act" }, T.bulk.close)));
  document.body.append(dialog);
  dialog.showModal();
}
