// Starts the page: who is there, the stream, which page is open, and what stands around it.

import * as api from "./api.js";
import { askPerson, reasonField, setUpDialogs } from "./dialogs.js";
import { $, h, say } from "./dom.js";
import { time } from "./format.js";
import { go, here, link } from "./router.js";
import { follow, may, onChange, store, touch, unfollow } from "./store.js";
import { T } from "./texts/en/shell.js";

/** Pages by the first part of their address. `one` is the module for one of them; `key` follows g on the keyboard. */
const PAGES = {
  fleet: { key: "f", nav: true },
  meters: { key: "m", nav: true, one: "meter" },
  cases: { key: "c", nav: true, one: "case" },
  campaigns: { key: "k", nav: true, one: "campaign" },
  import: {},
  audit: { key: "a", nav: true },
  system: { key: "s", nav: true },
  people: { key: "p", nav: true },
};

const open = { module: null, page: null, address: null };

async function show() {
  const address = here();
  const known = Object.hasOwn(PAGES, address.name) ? PAGES[address.name] : null;
  for (const item of $("nav").querySelectorAll("a")) {
    if (item.dataset.page === address.name) item.setAttribute("aria-current", "page");
    else item.removeAttribute("aria-current");
  }
  if (!known) return instead(h("h1", {}, T.unknownPage(address.name)));
  const module = address.rest && known.one ? known.one : address.name;
  const asked = (open.address = address);
  let page;
  try {
    ({ page } = await import(`./pages/${module}.js`));
  } catch (failure) {
    if (open.address === asked) instead(h("h1", {}, T.pageFailed(failure.message)));
    return;
  }
  if (open.address !== asked) return;
  const moved = open.page !== null;
  leave();
  const root = h("div", { class: `page ${module}-page` });
  $("main").replaceChildren(root);
  open.page = page;
  document.title = `${typeof page.title === "function" ? page.title(address.rest) : page.title} · ${T.product}`;
  page.open(root, address.params, address.rest);
  page.update?.(new Set(["fleet", "campaigns", "holds", "meters", "cases"]));
  if (moved) {
    scrollTo(0, 0);
    $("main").focus({ preventScroll: true });
  }
}

function leave() {
  open.page?.close?.();
  open.page = null;
}

function instead(...parts) {
  leave();
  $("main").replaceChildren(h("div", { class: "state-page" }, parts, h("a", { href: link("fleet") }, T.backToFleet)));
}

function setUpNav() {
  $("nav").firstElementChild.replaceChildren(...Object.entries(PAGES).filter(([, each]) => each.nav && (!each.roles || may(...each.roles))).map(([name]) =>
    h("li", {}, h("a", { href: link(name), "data-page": name }, T.nav[name]))));
}

let waitingForPage = 0;

function setUpKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog") || !store.me) return;
    const chosen = Object.keys(PAGES).find((name) => PAGES[name].key === event.key);
    if (waitingForPage > Date.now() && chosen) go(chosen);
    else if (event.key === "/") document.querySelector("#main [data-find]")?.focus();
    else if (event.key === "?") showKeys();
    waitingForPage = event.key === "g" ? Date.now() + 1500 : 0;
    if (event.key === "/") event.preventDefault();
  });
}

function showKeys() {
  const dialog = h("dialog", { "aria-label": T.shortcuts.title, onclose: (event) => event.target.remove() },
    h("h2", {}, T.shortcuts.title),
    h("dl", { class: "pairs" }, T.shortcuts.list.flatMap(([keys, what]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, what)])),
    h("form", { method: "dialog", class: "buttons" }, h("button", { class: "act" }, T.shortcuts.close)));
  document.body.append(dialog);
  dialog.showModal();
}

function showLink(state) {
  $("link").dataset.state = state;
  say($("link"), T.link[state]);
}

function renderHolds() {
  // An aborted campaign keeps its stop for ever; its page says so, an alert would only hide the others.
  const over = (scope) => store.campaigns.get(scope)?.state === "ABORTED";
  const active = [...store.holds.values()].filter((hold) => hold.active && !over(hold.scope));
  const all = active.find((hold) => hold.scope === "*");
  $("stop").disabled = !may("engineer", "operator") || Boolean(all);
  say($("stop").lastElementChild, all ? T.stop.stopped : T.stop.button);
  $("held").hidden = active.length === 0;
  $("held").replaceChildren(...active.map((hold) => h("div", {},
    h("p", {},
      h("strong", {}, hold.scope === "*" ? T.stop.all : T.stop.of(store.campaigns.get(hold.scope)?.name ?? hold.scope)),
      T.stop.by(hold.principal, time(hold.issuedAt), hold.reason)),
    may("engineer") ? h("button", { type: "button", class: "quiet", onclick: () => liftStop(hold) }, T.stop.lift) : null)));
}

function emergencyStop() {
  askPerson({
    title: T.stop.title,
    go: T.stop.go,
    danger: true,
    body: [h("p", {}, T.stop.text), reasonField(T.stop.usual)],
    act: (fields, key) => api.hold("*", true, fields.get("reason"), undefined, key),
  });
}

function liftStop(hold) {
  askPerson({
    title: T.stop.liftTitle,
    go: T.stop.liftGo,
    body: [h("p", {}, T.stop.liftText(hold.principal, time(hold.issuedAt), hold.reason)), reasonField()],
    act: (fields, key) => api.hold(hold.scope, false, fields.get("reason"), hold.stopId, key),
  });
}

function render(changed) {
  if (changed.has("fleet")) say($("field-time"), store.fleet?.fieldTime ? `${time(store.fleet.fieldTime)} UTC` : T.fieldTimeUnknown);
  if (changed.has("holds") || changed.has("campaigns")) renderHolds();
  open.page?.update?.(changed);
}

function showGate(shut) {
  $("gate").hidden = !shut;
  $("main").hidden = shut;
  $("nav").hidden = shut;
  $("logout").hidden = shut;
  if (shut) {
    unfollow();
    leave();
    store.me = null;
    $("main").replaceChildren();
    showLink("off");
    say($("who"), "");
    $("stop").disabled = true;
    $("held").hidden = true;
    $("login").elements.name.focus();
  }
}

/** @returns whether the session still holds */
async function enter() {
  try {
    store.me = await api.me();
  } catch (refused) {
    if (refused.status === 401) showGate(true);
    return refused.status !== 401;
  }
  showGate(false);
  say($("who"), store.me.name);
  $("who").title = store.me.roles.join(", ");
  setUpNav();
  touch("fleet", "campaigns", "holds");
  return true;
}

async function begin() {
  if (!(await enter())) return;
  follow(showLink, enter);
  await show();
}

function setUpLogin() {
  $("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const problem = form.querySelector(".problem");
    const submit = form.querySelector("button");
    submit.disabled = true;
    problem.hidden = true;
    try {
      await api.login(form.elements.name.value, form.elements.password.value);
      form.reset();
      await begin();
    } catch (refused) {
      say(problem, refused.message);
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  });
  $("logout").addEventListener("click", async () => {
    await api.logout().catch(() => {});
    showGate(true);
  });
}

setUpDialogs();
setUpLogin();
setUpKeys();
$("stop").addEventListener("click", emergencyStop);
onChange(render);
addEventListener("hashchange", () => store.me && show());
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("main").focus();
});
begin();
