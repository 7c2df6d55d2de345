// Campaigns by wave, with what this person may do now.

import * as api from "./api.js";
import { GROUPS, waveBar } from "./bars.js";
import { empty } from "./cases.js";
import { askPerson } from "./dialogs.js";
import { $, h, keyed, say, svg } from "./dom.js";
import { signed, time, words } from "./format.js";
import { store } from "./store.js";

const ACTIONS = {
  APPROVE: { title: "Approve", go: "Approve these meters", note: "Your approval covers exactly the plan and the members named below and nothing else." },
  START: { title: "Start", go: "Start the first wave", note: "The calibrator checks every gate again before each order." },
  PAUSE: { title: "Pause", go: "Pause", note: "No further order is released, and orders on their way are held." },
  RETRY: { title: "Try again", go: "Try again", note: "Meters not reached, or not in time, go again once another person has approved." },
  RESUME: { title: "Resume", go: "Resume", note: "Orders are released again. Failures so far are accepted, and the campaign's stop is lifted." },
  ABORT: { title: "Abort", go: "Abort for good", note: "The campaign ends. Meters already corrected stay corrected." },
};

const ENDED = ["COMPLETED", "ABORTED", "REFUSED"];
const shownMembers = new Map();

export function renderCampaigns() {
  const all = [...store.campaigns.values()].sort(
    (a, b) => ENDED.includes(a.state) - ENDED.includes(b.state) || b.createdAt.localeCompare(a.createdAt));
  const running = all.filter((campaign) => campaign.state === "RUNNING").length;
  say($("campaigns-note"), all.length ? `${all.length} in all, ${running} running` : "");
  keyed($("campaigns"), all, (campaign) => campaign.campaignId, create, update);
  empty($("campaigns"), all.length, "No campaign yet. Choose cases to create one.");
}

function create(campaign) {
  const members = h("details", { class: "members" }, h("summary", {}, "Meters"), h("div", {}));
  members.addEventListener("toggle", () => members.open && loadMembers(campaign.campaignId, members));
  return h("li", { class: "campaign" }, h("div", { class: "head" }), h("div", { class: "body" }), members);
}

function update(item, campaign) {
  const [head, body, members] = item.children;
  const focused = item.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  head.replaceChildren(
    h("p", { class: "line" }, h("b", { class: "title" }, campaign.name),
      h("span", { class: `state ${campaign.state.toLowerCase()}` }, words(campaign.state)),
      campaign.held ? h("span", { class: "tag halt" }, "held by a stop") : null),
    h("p", { class: "why" }, campaign.stateReason),
    h("p", { class: "faint" }, `created by ${campaign.author}`, campaign.approver ? `, approved by ${campaign.approver}` : ", not approved yet",
      ` · ${time(campaign.createdAt)} UTC`),
  );
  body.replaceChildren(
    h("ol", { class: "waves" }, campaign.waves.map(wave)),
    Object.entries(campaign.haltedModels ?? {}).map(([model, why]) => h("p", { class: "why" }, `Stopped: meter model ${model} (${why})`)),
    h("div", { class: "buttons" }, campaign.offeredActions.map((action) => button(campaign, action)), ownApproval(campaign)),
  );
  if (focused) body.querySelector(`[data-action="${focused}"]`)?.focus();
  if (members.open) loadMembers(campaign.campaignId, members);
}

/** What the approval covers besides the members, in words. */
function planList(campaign) {
  const plan = campaign.plan;
  if (!plan) return h("p", {}, "It came without a plan: the calibrator's careful one holds.");
  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const anyTime = plan.windowFromMinute === 0 && plan.windowToMinute === 1440;
  const share = (value) => `${+(value * 100).toFixed(1)} %`;
  return h("ul", { class: "plan" },
    h("li", {}, `Start within ${+(plan.approvalValiditySeconds / 3600).toFixed(1)} h of the approval; who is not written ` +
      `${+(plan.executionSeconds / 86400).toFixed(1)} days after the start leaves.`),
    h("li", {}, anyTime ? "Orders at any time of the day." :
      `Orders from ${clock(plan.windowFromMinute)} to ${clock(plan.windowToMinute)}, local time of the meter.`),
    h("li", {}, `Priority ${plan.priority}; at most ${plan.maximumOrdersOut} orders out, ${plan.maximumOrdersOutPerSegment} in one network segment.`),
    plan.waves.map((wave, index) => h("li", {}, `Wave ${index + 1}: success with ${share(wave.minimumProvenShare)} of the attempted proven, ` +
      `at least ${wave.minimumProven}; stops beyond ${share(wave.maximumFailedShare)} failed (at least ${wave.minimumFailed}), ` +
      `or ${share(wave.maximumUnprovenShare)} of the written unproven (at least ${wave.minimumUnproven})` +
      `${wave.pauseOnSuccess ? "; pauses for a look" : ""}.`)));
}

function ownApproval(campaign) {
  return campaign.state === "AWAITING_APPROVAL" && campaign.author === store.me?.name
    ? h("span", { class: "faint" }, "Another person must approve it.")
    : null;
}

function wave(each) {
  const { picture, text } = waveBar(each);
  return h("li", { class: each.state.toLowerCase() },
    h("span", { class: "wave-name" }, `Wave ${each.number}`), picture,
    h("span", { class: "wave-state" }, `${words(each.state)} · ${text || `${each.members} waiting`}`));
}

function button(campaign, action) {
  const allowed = store.me?.roles.includes("engineer") || (["PAUSE", "ABORT"].includes(action) && store.me?.roles.includes("operator"));
  const { title } = ACTIONS[action];
  const look = action === "ABORT" ? "quiet danger" : action === "PAUSE" ? "quiet" : "act";
  return allowed ? h("button", { type: "button", class: look, "data-action": action, onclick: () => ask(campaign, action) }, `${title}…`) : null;
}

async function ask(campaign, action) {
  const { title, go, note } = ACTIONS[action];
  const stop = store.holds.get(campaign.campaignId);
  const body = [h("p", {}, note)];
  if (action === "APPROVE") body.push(planList(campaign), await memberTable(campaign.campaignId), h("p", { class: "digest" }, `Digest ${campaign.membersDigest}`));
  body.push(h("label", {}, "Reason ", h("input", { name: "reason", required: true, maxlength: 500 })));
  askPerson({
    title: `${title}: ${campaign.name}`,
    go,
    danger: action === "ABORT",
    body,
    act: (fields) =>
      api.command(campaign.campaignId, action.toLowerCase(), {
        reason: fields.get("reason"),
        ...(action === "APPROVE" ? { membersDigest: campaign.membersDigest } : {}),
        ...(action === "RESUME" && stop?.active ? { stopId: stop.stopId } : {}),
      }),
  });
}

async function loadMembers(campaignId, place) {
  const asked = (shownMembers.get(campaignId) ?? 0) + 1;
  shownMembers.set(campaignId, asked);
  const table = await memberTable(campaignId);
  if (shownMembers.get(campaignId) === asked) place.lastElementChild.replaceChildren(table);
}

async function memberTable(campaignId) {
  let members;
  try {
    members = await api.members(campaignId);
  } catch (refused) {
    return h("p", { class: "problem" }, refused.message);
  }
  const group = (state) => GROUPS.find((each) => each.states.includes(state))?.key ?? "waiting";
  return h("div", { class: "member-table" }, h("table", {},
    h("thead", {}, h("tr", {}, ["Wave", "Meter", "State", "Factor", "Why"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, members.sort((a, b) => a.wave - b.wave || a.meterId.localeCompare(b.meterId)).map((member) => h("tr", {},
      h("td", { class: "number" }, String(member.wave)),
      h("th", { scope: "row" }, member.meterId),
      h("td", {}, svg("svg", { class: "wave-bar key", viewBox: "0 0 8 8", width: 10, height: 10, "aria-hidden": "true" },
        svg("rect", { class: group(member.state), width: 8, height: 8 })), " ", words(member.state)),
      h("td", { class: "number" }, member.target && member.target.correctionFactor !== 1 ? signed((member.target.correctionFactor - 1) * 100, 3) + " %" : "–"),
      h("td", {}, member.stateReason))))));
}
