// Links to what pages name.

import { h } from "./dom.js";
import { link } from "./router.js";

export const meterLink = (meterId) => h("a", { class: "name", href: link("meters", meterId) }, meterId);
