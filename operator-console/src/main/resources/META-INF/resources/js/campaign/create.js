// A new campaign: who is taken and who is not, what is expected of it, how it is carried out.

import * as api from "../api.js";
import { h, say } from "../dom.js";
import { day, signed } from "../format.js";
import { meterLink } from "../links.js";
import { go, link } from "../router.js";
import { may, store } from "../store.js";
import { T } from "../texts/en/new-campaign.js";
import { chances, effect } from "./effect.js";
import { clock, isAnyTime } from "./plan.js";
import { mark, planForm } from "./planform.js";
import { emptySource, sourceForm, sourceOf } from "./source.js";

const S = T.source;
const TYPING_MILLISECONDS = 400;
const MOST_SHOWN = 200;
const SIDES = 36;
const UNNAMED = "–";

let now = null;

const section = (title, ...parts) => h("section", { class: "panel block" }, h("h2", {}, title), ...parts);

export function open(root, params) {
  root.append(h("p", { class: "crumbs" }, h("a", { href: link("campaigns") }, T.back)), h("div", { class: "page-head" }, h("h1", {}, T.title), h("p", { class: "note" }, T.lead)));
  if (!may("engineer")) {
    root.append(h("p", { class: "note" }, T.mayNot));
    return;
  }
  const source = sourceOf(params);
  now = { root, source, choices: [], out: new Set(), dry: null, asked: 0, timer: null, key: api.newKey(), closed: false, named: false };
  const form = planForm(() => predictSoon());
  const parts = (now.parts = {
    form,
    choices: h("div", { "aria-live": "polite" }),
    effect: h("div", { class: "effect" }, ...effect(null)),
    summary: h("p", { class: "summary" }),
    problem: h("p", { class: "problem", role: "alert", hidden: true }),
    name: h("input", { name: "name", maxlength: 500, required: true, value: T.send.usual(day(store.fleet?.fieldTime)), oninput: () => (now.named = true) }),
    reason: h("textarea", { name: "reason", maxlength: 500, required: true, rows: 2 }),
    send: h("button", { type: "button", class: "act", onclick: send }, T.send.go),
  });
  const text = (title, input, hint) => h("label", { class: "field" }, h("span", {}, title), hint ? h("small", {}, hint) : null, input, h("span", { class: "field-problem", role: "alert" }));
  root.append(
    section(S.title, sourceForm(source, look), parts.choices),
    ...(parts.later = [section(T.effect.title, parts.effect),
    section(T.plan.title, h("p", { class: "note" }, T.plan.lead), form.element),
    section(T.send.title, h("div", { class: "send-fields" }, text(T.send.name, parts.name), text(T.send.reason, parts.reason, T.send.reasonHint)),
      parts.summary, h("p", { class: "faint" }, T.send.approval(store.me.name)), parts.problem, h("div", { class: "buttons" }, parts.send))]));
  summarise();
  if (!emptySource(source)) look();
}

/** Asks who would be in and who not. */
async function look() {
  const asked = ++now.asked;
  const { source, parts } = now;
  now.out.clear();
  parts.choices.replaceChildren(h("p", { class: "empty" }, S.looking));
  try {
    if (source.mode === "restore") {
      now.choices = [];
      await predict(asked);
      drawRestored();
    } else {
      const answer = await api.ask("POST", "/api/campaigns/dry-run", { name: UNNAMED, reason: UNNAMED, selection: source.selection() });
      if (asked !== now.asked || now.closed) return;
      now.choices = answer.choices;
      parts.form.meters(taken().length);
      await predict(asked);
      drawChoices();
    }
  } catch (refused) {
    if (asked !== now.asked || now.closed) return;
    now.dry = null;
    parts.choices.replaceChildren(h("p", { class: "problem", role: "alert" }, `${S.failed(refused.message)} `, h("button", { type: "button", class: "quiet", onclick: look }, S.retry)));
    drawEffect();
  }
}

const taken = () => now.choices.filter((choice) => choice.taken && !now.out.has(choice.caseId));

const chosen = () => (now.source.mode === "restore" ? { restoreMeterIds: now.source.names() } : { caseIds: taken().map((choice) => choice.caseId) });

/** Asks what would become of exactly these meters by exactly this plan. */
async function predict(asked = ++now.asked) {
  const { parts, source } = now;
  const restoring = source.mode === "restore";
  const size = restoring ? source.names().length : taken().length;
  parts.form.meters(size);
  if (size === 0) {
    now.dry = null;
    return drawEffect();
  }
  const plan = parts.form.plan();
  const body = { name: UNNAMED, reason: UNNAMED, ...chosen(), waveSizes: parts.form.sizes(), ...(plan ? { plan } : {}) };
  const dry = await api.ask("POST", "/api/campaigns/dry-run", body);
  if (asked !== now.asked || now.closed) return;
  now.dry = dry;
  parts.form.careful(dry.plan);
  drawEffect();
}

function predictSoon() {
  clearTimeout(now.timer);
  const wrong = now.parts.form.check();
  if (wrong > 0) return say(now.parts.summary, T.send.wrong(wrong));
  now.timer = setTimeout(async () => {
    try {
      await predict();
      problem(null);
      if (now.source.mode !== "restore" && now.choices.length) drawChoices();
    } catch (refused) {
      if (!now.closed) problem(refused);
    }
  }, TYPING_MILLISECONDS);
  summarise();
}

function problem(refused) {
  const { parts } = now;
  parts.problem.hidden = !refused;
  if (!refused) return;
  say(parts.problem, refused.message);
  if (refused.field) {
    const input = refused.field === "name" ? parts.name : refused.field === "reason" ? parts.reason : parts.form.refuse(refused.field, refused.message);
    if (input === parts.name || input === parts.reason) mark(input, refused.message);
    input?.focus();
  }
}

function drawEffect() {
  const { parts, dry, source } = now;
  const wide = Math.max(300, Math.min(1100, now.root.clientWidth - SIDES));
  parts.effect.replaceChildren(...effect(dry, source.mode === "restore" && dry !== null, wide));
  summarise();
}

function drawRestored() {
  const members = now.dry?.members ?? [];
  now.parts.choices.replaceChildren(h("p", {}, h("b", {}, S.taken(members.length)), ` ${members.map((member) => member.meterId).join(", ")}`));
}

function drawChoices() {
  const inside = now.choices.filter((choice) => choice.taken);
  const outside = now.choices.filter((choice) => !choice.taken);
  const active = document.activeElement?.dataset?.case;
  now.parts.choices.replaceChildren(h("div", { class: "choices" },
    h("div", {}, h("h3", {}, S.taken(taken().length)), inside.length ? takenTable(inside) : h("p", { class: "empty" }, S.nothing)),
    h("div", {}, h("h3", {}, S.left(outside.length + now.out.size)), outside.length + now.out.size ? leftList(outside) : h("p", { class: "faint" }, S.leftNothing))));
  if (active) now.parts.choices.querySelector(`[data-case="${CSS.escape(active)}"]`)?.focus();
}

function takenTable(inside) {
  const expected = new Map((now.dry?.prediction.members ?? []).map((each) => [each.meterId, each]));
  const wave = new Map((now.dry?.members ?? []).map((each) => [each.meterId, each.wave]));
  const C = S.columns;
  return h("div", { class: "scroll taken", tabindex: "0", role: "region", "aria-label": S.taken(inside.length) }, h("table", {},
    h("thead", {}, h("tr", {}, h("td", {}), [C.meter, C.error, C.after, C.worse, C.wave].map((title, index) => h("th", { scope: "col", class: index ? "number" : null }, title)))),
    h("tbody", {}, inside.slice(0, MOST_SHOWN).map((choice) => {
      const is = now.out.has(choice.caseId) ? null : expected.get(choice.meterId);
      return h("tr", { class: now.out.has(choice.caseId) ? "out" : null },
        h("td", {}, h("input", { type: "checkbox", class: "choose", "data-case": choice.caseId, checked: !now.out.has(choice.caseId), "aria-label": S.leave(choice.meterId), onchange: (event) => tick(choice, event.target.checked) })),
        h("th", { scope: "row" }, meterLink(choice.meterId)),
        h("td", { class: "number" }, is ? `${signed(is.errorPercent)} ± ${(2 * is.standardUncertaintyPercent).toFixed(2)} %` : "–"),
        h("td", { class: "number" }, is ? `${signed(is.errorAfterPercent)} %` : "–"),
        h("td", { class: "number" }, is ? chances(is.probabilityWorse) : "–"),
        h("td", { class: "number" }, now.out.has(choice.caseId) ? "–" : String(wave.get(choice.meterId) ?? "–")));
    }))), inside.length > MOST_SHOWN ? h("p", { class: "note" }, S.more(inside.length - MOST_SHOWN)) : null);
}

function tick(choice, into) {
  if (into) now.out.delete(choice.caseId);
  else now.out.add(choice.caseId);
  now.parts.form.meters(taken().length);
  drawChoices();
  predictSoon();
}

/** Left out, by reason, the most frequent first. */
function leftList(outside) {
  const reasons = new Map();
  const put = (reason, name) => reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  outside.forEach((choice) => put(choice.reason, choice.meterId || choice.caseId));
  now.choices.filter((choice) => now.out.has(choice.caseId)).forEach((choice) => put(S.unticked, choice.meterId));
  return h("ul", { class: "left-out" }, [...reasons].sort((a, b) => b[1].length - a[1].length).map(([reason, names]) => h("li", {},
    h("details", { open: names.length <= 3 }, h("summary", {}, h("b", {}, String(names.length)), ` ${reason}`),
      h("p", { class: "ids" }, names.slice(0, MOST_SHOWN).join(", "), names.length > MOST_SHOWN ? ` ${S.more(names.length - MOST_SHOWN)}` : "")))));
}

function summarise() {
  const { parts, dry } = now;
  const count = dry?.members.length ?? 0;
  parts.send.disabled = count === 0;
  // Until there is somebody to write to there is nothing to predict, to plan or to send.
  parts.later.forEach((part) => (part.hidden = count === 0 && !now.parts.form.plan()));
  if (!count) return say(parts.summary, T.send.notYet);
  const plan = parts.form.plan() ?? dry.plan;
  const window = isAnyTime(plan) ? T.send.window.any : T.send.window.from(clock(plan.windowFromMinute), clock(plan.windowToMinute));
  say(parts.summary, [T.send.summary(count, dry.membersByWave, window, plan.maximumOrdersOut),
    now.source.mode === "restore" ? "" : T.send.worse(chances(dry.prediction.expectedWorse))].join(" "));
}

async function send() {
  const { parts } = now;
  problem(null);
  const missing = [parts.name, parts.reason].filter((input) => mark(input, input.value.trim() ? "" : T.checks.text(500)));
  const wrong = parts.form.check() + missing.length;
  if (wrong) {
    problem({ message: T.send.wrong(wrong) });
    (missing[0] ?? parts.form.element.querySelector("[aria-invalid]"))?.focus();
    return;
  }
  clearTimeout(now.timer);
  parts.send.disabled = true;
  say(parts.send, T.send.working);
  try {
    const receipt = await api.createCampaign({ name: parts.name.value.trim(), reason: parts.reason.value.trim(), ...chosen(), waveSizes: parts.form.sizes(), plan: parts.form.plan() }, now.key);
    go("campaigns", receipt.campaignId, { sent: "1" });
  } catch (refused) {
    // What was refused changed nothing; a lost answer is asked for again with the same key.
    if (refused.status < 500) now.key = api.newKey();
    problem(refused);
  } finally {
    parts.send.disabled = false;
    say(parts.send, T.send.go);
  }
}

export function update(changed) {
  if (now && changed.has("fleet") && !now.named && store.fleet?.fieldTime) {
    now.named = true;
    now.parts.name.value = T.send.usual(day(store.fleet.fieldTime));
  }
}

export function close() {
  if (!now) return;
  now.closed = true;
  clearTimeout(now.timer);
  now = null;
}
