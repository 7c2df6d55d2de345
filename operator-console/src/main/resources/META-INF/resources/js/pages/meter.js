// The page of one meter.

import { meterView } from "../meter/page.js";

let view = null;

export const page = {
  title: (meterId) => meterId,
  open(root, params, meterId) {
    view = meterView(root, meterId);
    view.refresh.ask();
  },
  update(changed) {
    if (changed.has("tables")) view?.refresh.ask();
  },
  close() {
    view?.close();
    view = null;
  },
};
