// Everything known of one meter.

import { fillMeter } from "../detail.js";
import { h } from "../dom.js";

let shown = null;

export const page = {
  title: (meterId) => meterId,
  open(root, params, meterId) {
    const body = h("div", {}, h("p", { class: "empty" }, "Loading…"));
    shown = { meterId, body, at: 0 };
    root.append(h("div", { class: "page-head" }, h("h1", {}, meterId)), h("section", { class: "panel detail" }, body));
    fillMeter(meterId, body);
  },
  update(changed) {
    if (!changed.has("tables") || Date.now() - shown.at < 2000) return;
    shown.at = Date.now();
    fillMeter(shown.meterId, shown.body);
  },
  close() {
    shown = null;
  },
};
