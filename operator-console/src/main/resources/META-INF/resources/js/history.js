// Who did what and when, from the audit chain, of one case or campaign; the newest first. Loaded when somebody opens it.

import * as api from "./api.js";
import { h, say } from "./dom.js";
import { time, words } from "./format.js";
import { link } from "./router.js";
import { T } from "./texts/en/campaigns.js";

const MOST = 50;

/**
 * @param filters of the table `audit`
 * @returns {{element: HTMLElement, refresh: () => Promise<void>}}
 */
export function history(filters) {
  const list = h("ol", { class: "history" });
  const note = h("p", { class: "note", role: "status" }, T.history.loading);
  const element = h("details", { class: "audit-lines", ontoggle: () => refresh() }, h("summary", {}, T.history.open), note, list,
    h("p", {}, h("a", { href: link("audit", "", filters) }, T.history.all)));
  let shown = "";

  async function refresh() {
    if (!element.open) return;
    try {
      const { rows } = await api.table("audit", { ...filters, limit: MOST });
      const now = JSON.stringify(rows);
      if (now === shown) return;
      shown = now;
      say(note, rows.length ? "" : T.history.none);
      list.replaceChildren(...rows.map((row) => h("li", {},
        h("p", { class: "faint" }, `${time(row.wall)} UTC · ${row.actor}`),
        h("p", {}, h("b", {}, words(row.kind)), row.sentence ? `: ${row.sentence}` : ""))));
    } catch (refused) {
      say(note, T.history.failed(refused.message));
    }
  }

  return { element, refresh };
}
