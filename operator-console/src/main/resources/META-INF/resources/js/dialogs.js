// One dialog that asks a person for a reason and a decision.

import { Refused, newKey } from "./api.js";
import { $, h, say } from "./dom.js";
import { T } from "./texts/en/shell.js";

let pending = null;

function clear(dialog) {
  dialog.querySelector(".problem").hidden = true;
  dialog.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

export function setUpDialogs() {
  const dialog = $("ask");
  $("ask-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => (pending = null));
  $("ask-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = pending;
    const problem = dialog.querySelector(".problem");
    $("ask-go").disabled = true;
    clear(dialog);
    try {
      await asked.act(new FormData(event.target), asked.key);
      if (pending === asked) dialog.close();
    } catch (refused) {
      // What was refused changed nothing: what is asked for next is another thing.
      if (refused instanceof Refused && refused.status < 500) asked.key = newKey();
      say(problem, refused.message);
      problem.hidden = false;
      const field = refused.field ? event.target.elements[refused.field] : null;
      field?.setAttribute?.("aria-invalid", "true");
      field?.focus?.();
    } finally {
      $("ask-go").disabled = false;
    }
  });
}

/**
 * Asks. The dialog closes when `act` has ended well, and shows why it has not.
 *
 * @param asked {title, go, body: nodes, act: async (FormData, idempotency key), danger}
 */
export function askPerson(asked) {
  pending = { ...asked, key: newKey() };
  say($("ask-title"), asked.title);
  say($("ask-go"), asked.go);
  $("ask-go").className = asked.danger ? "act danger" : "act";
  $("ask-body").replaceChildren(...asked.body.filter(Boolean));
  clear($("ask"));
  if (!$("ask").open) $("ask").showModal();
  $("ask-body").querySelector("input:not([type=checkbox]), select, textarea")?.focus();
}

/** The field every decision has. */
export const reasonField = (value) => h("label", {}, `${T.reason} `, h("input", { name: "reason", required: true, maxlength: 500, value }));
