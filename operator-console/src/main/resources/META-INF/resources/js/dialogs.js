// One dialog that asks a person for a reason and a decision.

import { $, say } from "./dom.js";

let pending = null;

export function setUpDialogs() {
  const dialog = $("ask");
  $("ask-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => (pending = null));
  $("ask-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = pending;
    const problem = dialog.querySelector(".problem");
    $("ask-go").disabled = true;
    problem.hidden = true;
    try {
      await asked.act(new FormData(event.target));
      dialog.close();
    } catch (refused) {
      say(problem, refused.message);
      problem.hidden = false;
    } finally {
      $("ask-go").disabled = false;
    }
  });
}

/** @param asked {title, go, body: nodes, act: async (FormData), danger} */
export function askPerson(asked) {
  pending = asked;
  say($("ask-title"), asked.title);
  say($("ask-go"), asked.go);
  $("ask-go").className = asked.danger ? "act danger" : "act";
  $("ask-body").replaceChildren(...asked.body);
  $("ask").querySelector(".problem").hidden = true;
  if (!$("ask").open) $("ask").showModal();
  $("ask-body").querySelector("input:not([type=checkbox])")?.focus();
}
