// What a person may ask of a campaign: a button for each thing, what follows from it in words, and why one is not there.

import * as api from "../api.js";
import { askPerson, reasonField } from "../dialogs.js";
import { h } from "../dom.js";
import { time } from "../format.js";
import { may, store } from "../store.js";
import { T } from "../texts/en/campaigns.js";
import { clock, isAnyTime, planList } from "./plan.js";
import { memberPreview } from "./members.js";
import { tallyOf } from "./tally.js";

/** Who may ask what; the console judges it again. */
const ROLES = {
  APPROVE: ["approver"],
  START: ["engineer"],
  PAUSE: ["operator"],
  RESUME: ["engineer"],
  RETRY: ["engineer"],
  ABORT: ["operator"],
};
const LOOKS = { ABORT: "quiet danger", PAUSE: "quiet" };
const AGAIN = ["UNREACHABLE", "EXPIRED"];

/** Buttons; one that a person may look for and cannot use says why. */
export function buttons(campaign) {
  const everything = store.holds.get("*")?.active;
  const offered = Object.keys(ROLES).filter((action) => campaign.offeredActions.includes(action));
  const parts = offered.filter((action) => may(...ROLES[action])).map((action) => {
    const stopped = everything && ["START", "RESUME"].includes(action);
    return button(LOOKS[action] ?? "act", `${T.actions[action].title}…`, action, stopped ? T.whyNot.stopped : "", () => ask(campaign, action));
  });
  if (campaign.state === "AWAITING_APPROVAL" && campaign.author === store.me?.name) {
    parts.unshift(button("act", `${T.actions.APPROVE.title}…`, "APPROVE", T.whyNot.own));
  }
  const main = offered.find((action) => !may(...ROLES[action]) && !LOOKS[action]);
  if (main && !parts.length) parts.push(h("p", { class: "note" }, `${T.actions[main].title}: ${T.whyNot.role(ROLES[main].join(", "))}`));
  return h("div", { class: "buttons" }, parts);
}

function button(look, text, action, whyNot, onclick) {
  if (!whyNot) return h("button", { type: "button", class: look, "data-action": action, onclick }, text);
  const id = `why-not-${action}`;
  return h("span", { class: "not-now" }, h("button", { type: "button", class: look, "data-action": action, "aria-disabled": "true", "aria-describedby": id }, text), h("small", { id }, whyNot));
}

const windowWords = (plan) => (!plan || isAnyTime(plan) ? T.from.any : T.from.window(clock(plan.windowFromMinute), clock(plan.windowToMinute)));

function effect(campaign, action) {
  const counts = tallyOf(campaign);
  const again = campaign.waves.flatMap((wave) => wave.counts).filter((each) => AGAIN.includes(each.state)).reduce((sum, each) => sum + each.members, 0);
  switch (action) {
    case "START": return T.effects.START(campaign, campaign.waves[0]?.members ?? campaign.memberCount, windowWords(campaign.plan));
    case "RESUME": return T.effects.RESUME(campaign, counts.open + counts.verifying);
    case "RETRY": return T.effects.RETRY(campaign, again);
    case "ABORT": return T.effects.ABORT(campaign, counts.open, counts.written);
    default: return T.effects[action](campaign);
  }
}

export function ask(campaign, action) {
  const { title, go } = T.actions[action];
  const stop = store.holds.get(campaign.campaignId);
  askPerson({
    title: `${title}: ${campaign.name}`,
    go,
    danger: action === "ABORT",
    body: [
      h("p", {}, effect(campaign, action)),
      action === "APPROVE" ? planList(campaign) : null,
      action === "APPROVE" ? memberPreview(campaign) : null,
      action === "RESUME" ? h("p", { class: "why" }, campaign.stateReason) : null,
      reasonField(),
    ],
    act: (fields, key) => api.command(campaign.campaignId, action.toLowerCase(), {
      reason: fields.get("reason"),
      ...(action === "APPROVE" ? { membersDigest: campaign.membersDigest } : {}),
      ...(action === "RESUME" && stop?.active ? { stopId: stop.stopId } : {}),
    }, key),
  });
}

const S = T.hold;

/** Stops of this campaign alone: of its writing and of the undoing of its writes; and what lifts them. */
export function stops(campaign) {
  const scopes = [
    { scope: campaign.campaignId, set: S.button, title: S.stopTitle, text: S.stopText, go: S.stopGo, lift: S.lift, told: S.writing },
    { scope: `${campaign.campaignId}/rollback`, set: S.rollbackButton, title: S.rollbackTitle, text: S.rollbackText, go: S.rollbackGo, lift: S.liftRollback, told: S.undoing },
  ];
  const parts = scopes.flatMap(({ scope, set, title, text, go, lift, told }) => {
    const hold = store.holds.get(scope);
    if (hold?.active) {
      return [h("p", { class: "held-line" }, h("span", { "aria-hidden": "true" }, "■ "), S.by(told, hold.principal, time(hold.issuedAt), hold.reason)),
        may("engineer") ? h("button", { type: "button", class: "quiet", "data-action": `LIFT ${scope}`, onclick: () => liftStop(hold, lift) }, `${lift}…`) : null];
    }
    if (campaign.over || !may("operator")) return [];
    return [h("button", { type: "button", class: "quiet danger", "data-action": `STOP ${scope}`, onclick: () => askPerson({
      title: title(campaign.name), go, danger: true, body: [h("p", {}, text), reasonField()],
      act: (fields, key) => api.hold(scope, true, fields.get("reason"), undefined, key),
    }) }, `${set}…`)];
  });
  return parts.length ? h("div", { class: "buttons campaign-stops" }, parts) : null;
}

function liftStop(hold, go) {
  askPerson({
    title: S.liftTitle,
    go,
    body: [h("p", {}, S.liftText(hold.principal, time(hold.issuedAt), hold.reason)), reasonField()],
    act: (fields, key) => api.hold(hold.scope, false, fields.get("reason"), hold.stopId, key),
  });
}
