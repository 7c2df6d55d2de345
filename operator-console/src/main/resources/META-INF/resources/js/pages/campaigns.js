// All campaigns: first what waits for a decision or is at work, then the table of all.

import { buttons } from "../campaign/actions.js";
import { waves } from "../campaign/waves.js";
import { h, keyed, say } from "../dom.js";
import { time } from "../format.js";
import { link } from "../router.js";
import { may, store } from "../store.js";
import { dataTable } from "../table.js";
import { T } from "../texts/en/campaigns.js";

const STATES = ["AWAITING_APPROVAL", "APPROVED", "RUNNING", "PAUSED", "COMPLETED", "ABORTED", "REFUSED"];
const open = { table: null, list: null, none: null };

const name = (row, text) => h("a", { class: "title", href: link("campaigns", row.campaignId) }, text || row.campaignId);
export const stateMark = (state) => h("span", { class: `state ${state.toLowerCase()}` }, T.states[state] ?? state);

const COLUMNS = [
  { title: T.columns.name, cell: (row) => name(row, row.title) },
  { title: T.columns.state, cell: (row) => stateMark(row.state) },
  { title: T.columns.meters, number: true, cell: (row) => String(row.memberCount) },
  { title: T.columns.author, cell: (row) => row.author },
  { title: T.columns.approver, cell: (row) => row.approver || h("span", { class: "faint" }, T.nobody) },
  { title: T.columns.created, look: "time", cell: (row) => time(row.created) },
  { title: T.columns.updated, look: "time", cell: (row) => time(row.updated) },
  { title: T.columns.why, look: "wide", cell: (row) => row.stateReason },
];

function drawCard(item, { campaign }) {
  const focused = item.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  const next = T.next[campaign.state]?.(campaign.author, store.me?.name);
  item.replaceChildren(
    h("p", { class: "line" }, name(campaign, campaign.name), stateMark(campaign.state), campaign.held ? h("span", { class: "tag halt" }, T.held) : null),
    next ? h("p", { class: "why" }, next) : null,
    campaign.stateReason ? h("p", { class: "faint" }, campaign.stateReason) : null,
    waves(campaign, false),
    buttons(campaign));
  if (focused) item.querySelector(`[data-action="${focused}"]`)?.focus();
}

function drawCards() {
  const now = [...store.campaigns.values()].filter((campaign) => !campaign.over).sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const stopped = store.holds.get("*")?.active ?? false;
  // A new object when something that a card shows has changed: only then is it drawn again.
  const items = now.map((campaign) => cardOf(campaign, stopped));
  keyed(open.list, items, (item) => item.campaign.campaignId, () => h("li", { class: "campaign" }), drawCard);
  open.none.hidden = now.length > 0;
  say(open.none, store.campaigns.size ? T.nowNone : T.none);
}

const cards = new Map();

function cardOf(campaign, stopped) {
  const known = cards.get(campaign.campaignId);
  if (known?.campaign === campaign && known.stopped === stopped) return known;
  const item = { campaign, stopped };
  cards.set(campaign.campaignId, item);
  return item;
}

export const page = {
  title: T.title,
  open(root, params) {
    cards.clear();
    open.list = h("ul", { class: "now-list" });
    open.none = h("p", { class: "empty", hidden: true });
    open.table = dataTable({
      name: "campaigns",
      title: T.allTitle,
      columns: COLUMNS,
      key: (row) => row.campaignId,
      params,
      filters: [{ key: "state", title: T.columns.state, options: STATES.map((state) => [state, T.states[state]]) }],
      empty: T.empty,
    });
    root.append(
      h("div", { class: "page-head" }, h("h1", {}, T.title), h("p", { class: "note" }, T.lead),
        may("engineer") ? h("a", { class: "act button", href: link("campaigns", "new") }, `${T.create}…`) : h("p", { class: "note" }, T.mayNotCreate)),
      h("section", { class: "panel", "aria-labelledby": "now-title" }, h("header", {}, h("h2", { id: "now-title" }, T.nowTitle)), open.list, open.none),
      h("section", { class: "panel", "aria-labelledby": "all-title" }, h("header", {}, h("h2", { id: "all-title" }, T.allTitle)), open.table.element));
  },
  update(changed) {
    if (changed.has("campaigns") || changed.has("holds")) drawCards();
    if (changed.has("tables")) open.table.refresh(false);
  },
  close: () => open.table?.close(),
};
