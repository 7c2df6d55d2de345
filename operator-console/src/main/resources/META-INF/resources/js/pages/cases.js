// The open cases; choosing some leads to a campaign.

import { createCampaign, renderCases } from "../cases.js";
import { h } from "../dom.js";
import { go } from "../router.js";
import { touch } from "../store.js";

export const page = {
  title: "Cases",
  open(root) {
    root.append(h("section", { class: "panel cases" },
      h("header", {}, h("h1", {}, "Open cases"), h("p", { class: "note", id: "cases-note", role: "status" }),
        h("div", { class: "tools" },
          h("button", { id: "choose-all", class: "quiet", type: "button" }, "Choose all adjustable"),
          h("button", { id: "create", class: "act", type: "button", disabled: true, onclick: createCampaign }, "Create campaign…"))),
      h("ul", { id: "cases", class: "list" })));
  },
  update(changed) {
    if (changed.has("cases") || changed.has("campaigns")) renderCases((meterId) => go("meters", meterId), () => touch("cases"));
  },
};
