// Loads again what is shown, at most every two seconds and one at a time, so that a busy fleet does not ask in a storm.

import { h, say } from "./dom.js";
import { T } from "./texts/en/shell.js";

const PAUSE_MILLISECONDS = 2000;

/**
 * @param load async; its failures are its own to show
 * @return { ask(): load now or as soon as it may, end(): never again }
 */
export function refresher(load) {
  let [busy, wanted, ended] = [false, false, false];
  const ask = async () => {
    wanted = busy;
    if (busy || ended) return;
    busy = true;
    await load();
    setTimeout(() => {
      busy = false;
      if (wanted) ask();
    }, PAUSE_MILLISECONDS);
  };
  return { ask, end: () => (ended = true) };
}

/** Says that something could not be loaded, and offers to try again. @return { element, tell(why), clear() } */
export function failure(again) {
  const text = h("p", {});
  const element = h("div", { class: "problem failure", role: "alert", hidden: true }, text, h("button", { type: "button", class: "quiet", onclick: again }, T.table.retry));
  return {
    element,
    tell(why) {
      say(text, why);
      element.hidden = false;
    },
    clear: () => (element.hidden = true),
  };
}
