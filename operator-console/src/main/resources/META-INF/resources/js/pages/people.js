// Oneself, and for an admin all local users.

import { ask } from "../api.js";
import { askPerson, reasonField } from "../dialogs.js";
import { h, keyed, say } from "../dom.js";
import { count } from "../format.js";
import { may, store } from "../store.js";
import { T } from "../texts/en/people.js";

const ROLES = Object.keys(T.role);
const BETWEEN_REFRESHES_MILLISECONDS = 10000;
const part = encodeURIComponent;

let parts = null;

const tags = (roles) => roles.map((role) => h("span", { class: "tag", title: T.role[role] }, role));

function roleFields(given = []) {
  return h("fieldset", { class: "roles" }, h("legend", {}, T.roles), ROLES.map((role) => h("label", {},
    h("input", { type: "checkbox", name: "roles", value: role, checked: given.includes(role) }), ` ${role} `, h("small", {}, T.role[role]))));
}

function showPassword(person) {
  const dialog = h("dialog", { "aria-label": T.made(person.name), onclose: (event) => event.target.remove() },
    h("h2", {}, T.made(person.name)),
    h("p", {}, h("output", { class: "secret" }, person.password)),
    h("p", {}, T.madeText),
    h("form", { method: "dialog", class: "buttons" }, h("button", { class: "act" }, T.close)));
  document.body.append(dialog);
  dialog.showModal();
}

/** Asks for a change, shows the password that it made, and the list as it is then. */
function change(title, go, text, path, body = () => ({}), fields = [], danger = false) {
  askPerson({
    title,
    go,
    danger,
    body: [text ? h("p", {}, text) : null, ...fields, reasonField()],
    act: async (form, key) => {
      const person = await ask("POST", path, { ...body(form), reason: form.get("reason") }, { key });
      load();
      if (person.password) setTimeout(() => showPassword(person));
    },
  });
}

const of = (person, verb) => `/api/people/${part(person.name)}/${verb}`;
const chosenRoles = (form) => ({ roles: form.getAll("roles") });

function add() {
  const name = h("label", {}, `${T.name} `, h("input", { name: "name", required: true, maxlength: 64, autocomplete: "off", autocapitalize: "none", spellcheck: "false", title: T.nameHint }));
  change(T.addTitle, T.addGo, null, "/api/people", (form) => ({ name: form.get("name"), ...chosenRoles(form) }), [name, roleFields(["viewer"])]);
}

function changeOwnPassword() {
  const field = (name, title, autocomplete) => h("label", {}, `${title} `, h("input", { name, type: "password", required: true, autocomplete }));
  askPerson({
    title: T.passwordTitle,
    go: T.passwordGo,
    body: [h("p", {}, T.passwordText), field("current", T.current, "current-password"), field("password", T.fresh, "new-password"), field("repeated", T.repeated, "new-password")],
    act: async (form, key) => {
      if (form.get("password") !== form.get("repeated")) throw new Error(T.differ);
      await ask("POST", "/api/me/password", { current: form.get("current"), password: form.get("password") }, { key });
      location.reload();
    },
  });
}

function create(person) {
  const action = (title, act) => h("button", { type: "button", class: "quiet", "aria-label": `${title} ${person.name}`, onclick: act }, title);
  const row = h("tr", {}, h("th", { scope: "row" }, person.name), h("td"), h("td", { class: "number" }), h("td", { class: "changes" },
    action(T.rolesDo, () => change(T.rolesOf(person.name), T.rolesGo, T.rolesText, of(person, "roles"), chosenRoles, [roleFields(row.roles)])),
    action(T.resetDo, () => change(T.passwordOf(person.name), T.resetGo, T.resetText, of(person, "password"))),
    action(T.endDo, () => change(T.endOf(person.name), T.endGo, T.endText, of(person, "end-sessions"))),
    action(T.removeDo, () => change(T.removeOf(person.name), T.removeGo, T.removeText, of(person, "remove"), () => ({}), [], true))));
  return row;
}

function fill(row, person) {
  row.roles = person.roles;
  row.children[1].replaceChildren(...tags(person.roles));
  say(row.children[2], count(person.sessions));
}

async function load() {
  const shown = parts;
  if (!shown?.body) return;
  shown.at = Date.now();
  try {
    const people = await ask("GET", "/api/people");
    if (parts !== shown) return;
    keyed(shown.body, people, (person) => person.name, create, fill);
    say(shown.note, T.note(people.length));
    shown.failed.hidden = true;
  } catch (refused) {
    if (parts !== shown) return;
    say(shown.note, "");
    shown.failed.hidden = false;
    shown.failed.replaceChildren(h("p", {}, T.failed(refused.message)), h("button", { type: "button", class: "quiet", onclick: load }, T.retry));
  }
}

function list() {
  parts.body = h("tbody");
  parts.note = h("p", { class: "note", role: "status" }, T.loading);
  parts.failed = h("div", { class: "problem", role: "alert", hidden: true });
  return h("section", { class: "panel" },
    h("header", {}, h("h2", {}, T.local), parts.note, h("div", { class: "tools" }, h("button", { type: "button", class: "act", onclick: add }, T.add))),
    h("div", { class: "data" }, parts.failed,
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T.local },
        h("table", {}, h("thead", {}, h("tr", {}, [T.name, T.roles, T.sessions, T.actions].map((title, i) => h("th", { scope: "col", class: i === 2 ? "number" : null }, title)))), parts.body))));
}

export const page = {
  title: T.title,
  open(root) {
    parts = { at: 0 };
    root.append(
      h("div", { class: "page-head" }, h("h1", {}, T.title)),
      h("section", { class: "panel" },
        h("header", {}, h("h2", {}, T.you), h("p", { class: "note" }, store.me.name),
          h("div", { class: "tools" }, h("button", { type: "button", class: "quiet", onclick: changeOwnPassword }, T.changePassword))),
        h("ul", { class: "rights" }, store.me.roles.map((role) => h("li", {}, h("strong", {}, role), ` ${T.role[role] ?? ""}`)))),
      may("admin") ? list() : "");
    load();
  },
  update() {
    if (parts?.body && Date.now() - parts.at > BETWEEN_REFRESHES_MILLISECONDS) load();
  },
  close() {
    parts = null;
  },
};
