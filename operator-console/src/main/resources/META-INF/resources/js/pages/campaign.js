// One campaign, or the making of a new one.

import { buttons, stops } from "../campaign/actions.js";
import * as making from "../campaign/create.js";
import { memberTable, outcome } from "../campaign/members.js";
import { planList } from "../campaign/plan.js";
import { key, waves } from "../campaign/waves.js";
import { h, say } from "../dom.js";
import { time } from "../format.js";
import { history } from "../history.js";
import { link, replaceParams } from "../router.js";
import { store } from "../store.js";
import { T } from "../texts/en/campaigns.js";
import { T as S } from "../texts/en/shell.js";
import { stateMark } from "./campaigns.js";

const NEW = "new";

const open = { id: null, params: null, parts: null, table: null, outcome: null, history: null, drawn: null };

const section = (title, ...parts) => h("section", { class: "panel block" }, h("h2", {}, title), ...parts);

function layout(root) {
  const parts = (open.parts = { head: h("header", { class: "work-head panel" }), waves: h("div"), plan: h("div"), outcome: h("div") });
  open.table = memberTable(open.id, open.params, showOutcome);
  open.history = history({ subjectId: open.id });
  root.replaceChildren(
    crumbs(), parts.head,
    h("div", { class: "blocks" },
      h("div", { class: "main-blocks" }, section(T.waves.title, parts.waves, key()), parts.outcome, h("section", { class: "panel" }, h("header", {}, h("h2", {}, T.members.title)), open.table.element)),
      h("div", { class: "side-blocks" }, section(T.plan.title, parts.plan), section(T.history.title, open.history.element))));
  const meterId = open.params.get("meter");
  if (meterId) showOutcome(meterId, false);
}

const crumbs = () => h("p", { class: "crumbs" }, h("a", { href: link("campaigns") }, T.back));

function showOutcome(meterId, focus = true) {
  open.outcome = outcome(open.id, meterId, hideOutcome);
  open.parts.outcome.replaceChildren(open.outcome.element);
  open.params.set("meter", meterId);
  replaceParams(open.params);
  if (focus) {
    open.outcome.element.scrollIntoView({ block: "nearest" });
    open.outcome.element.focus({ preventScroll: true });
  }
}

function hideOutcome() {
  open.outcome = null;
  open.parts.outcome.replaceChildren();
  open.params.delete("meter");
  replaceParams(open.params);
}

function draw(campaign) {
  const { parts } = open;
  const focused = parts.head.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  const next = T.next[campaign.state]?.(campaign.author, store.me?.name);
  parts.head.replaceChildren(h("div", {},
    h("h1", {}, campaign.name),
    h("p", { class: "line" }, stateMark(campaign.state), campaign.held ? h("span", { class: "tag halt" }, T.held) : null, h("span", {}, T.meters(campaign.memberCount))),
    campaign.stateReason ? h("p", { class: "why" }, campaign.stateReason) : null,
    next ? h("p", {}, next) : null,
    h("ol", { class: "milestones" },
      h("li", {}, T.steps.created(campaign.author, time(campaign.createdAt))),
      h("li", {}, campaign.approver ? T.steps.approved(campaign.approver) : T.steps.notApproved, campaign.state === "APPROVED" && campaign.approvalExpiresAt ? `; ${T.steps.until(time(campaign.approvalExpiresAt))}` : ""),
      h("li", {}, campaign.deadline ? T.steps.deadline(time(campaign.deadline)) : T.steps.noDeadline)),
    buttons(campaign),
    stops(campaign)));
  parts.waves.replaceChildren(waves(campaign, true), ...Object.entries(campaign.haltedModels ?? {}).map(([model, why]) => h("p", { class: "problem" }, T.waves.halted(model, why))));
  parts.plan.replaceChildren(planList(campaign));
  if (focused) parts.head.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
}

export const page = {
  title: (id) => (id === NEW ? T.create : (store.campaigns.get(id)?.name ?? id)),

  open(root, params, id) {
    Object.assign(open, { id, params, parts: null, table: null, outcome: null, history: null, drawn: null });
    if (id === NEW) making.open(root, params);
    else root.append(crumbs(), h("p", { class: "empty", role: "status" }, params.has("sent") ? T.sent.waiting : store.fleet ? T.notFound : S.loading));
    open.root = root;
  },

  update(changed) {
    if (open.id === NEW) return making.update(changed);
    const campaign = store.campaigns.get(open.id);
    if (!campaign) {
      const words = open.root.querySelector(":scope > .empty");
      if (words && store.fleet && !open.params.has("sent")) say(words, T.notFound);
      return;
    }
    if (!open.parts) layout(open.root);
    const drawn = [campaign, store.holds.get("*")?.active, store.holds.get(open.id), store.holds.get(`${open.id}/rollback`)];
    if (!open.drawn || drawn.some((each, index) => each !== open.drawn[index])) draw(campaign);
    open.drawn = drawn;
    if (changed.has("tables")) {
      open.table.refresh(false);
      open.history.refresh();
      open.outcome?.refresh();
    }
  },

  close() {
    if (open.id === NEW) making.close();
    open.table?.close();
  },
};
