// The campaigns by wave.

import { renderCampaigns } from "../campaigns.js";
import { h } from "../dom.js";

export const page = {
  title: "Campaigns",
  open(root) {
    root.append(h("section", { class: "panel campaigns" },
      h("header", {}, h("h1", {}, "Campaigns"), h("p", { class: "note", id: "campaigns-note" })),
      h("ul", { id: "campaigns", class: "list" })));
  },
  update: (changed) => changed.has("campaigns") && renderCampaigns(),
};
