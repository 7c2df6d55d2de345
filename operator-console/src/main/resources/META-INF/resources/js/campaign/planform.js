// The plan of a new campaign as a form: waves with their conditions, window, deadline, pace. Each bound is checked here, and
// by the console again.

import { h } from "../dom.js";
import { T } from "../texts/en/new-campaign.js";
import { clock } from "./plan.js";

const P = T.plan;
const C = T.checks;
const HOUR = 3600;
const DAY = 86400;
const MINUTES_OF_DAY = 1440;
const MOST_WAVES = 100;
/** The window that is offered first. */
const NIGHT = ["22:00", "04:00"];

const percent = (value) => String(+(value * 100).toFixed(2));
const minutes = (text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Small first, then more: a canary, from forty meters on a second wave of a fifth. */
export function usualSizes(all) {
  if (all <= 2) return [];
  return all < 40 ? [2] : [Math.max(2, Math.round(all / 50)), Math.round(all / 5)];
}

const CONDITIONS = [
  ["minimumProvenShare", { min: 0.01, max: 100, step: "any", share: true }],
  ["minimumProven", { min: 1, max: 50000 }],
  ["maximumFailedShare", { min: 0, max: 99.99, step: "any", share: true }],
  ["minimumFailed", { min: 1, max: 50000 }],
  ["maximumUnprovenShare", { min: 0, max: 99.99, step: "any", share: true }],
  ["minimumUnproven", { min: 1, max: 50000 }],
];
const OTHERS = [
  ["approvalValidityHours", "approvalValiditySeconds", HOUR, { min: 0.01, max: 720, step: "any" }],
  ["executionDays", "executionSeconds", DAY, { min: 0.01, max: 366, step: "any" }],
  ["maximumOrdersOut", "maximumOrdersOut", 1, { min: 1, max: 1000000 }],
  ["maximumOrdersOutPerSegment", "maximumOrdersOutPerSegment", 1, { min: 1, max: 1000000 }],
  ["priority", "priority", 1, { min: -100, max: 100 }],
];

/** A labelled number; `path` is what the console calls it in a problem. */
function number(name, path, value, { min, max, step = 1 }, label = P.fields[name][0]) {
  const hint = P.fields[name]?.[1];
  return h("label", { class: "field" }, h("span", {}, label), hint ? h("small", {}, hint) : null,
    h("input", { type: "number", name: path, "data-path": path, "data-kind": name, value, min, max, step, required: true, inputmode: "decimal" }),
    h("span", { class: "field-problem", role: "alert" }));
}

/** @param onChange is called when something that is sent changed */
export function planForm(onChange) {
  const waveList = h("ol", { class: "wave-fields" });
  const others = h("div", { class: "fields" });
  const element = h("div", { class: "plan-form", oninput: changed, onchange: changed },
    h("h3", {}, P.waves), h("p", { class: "note" }, P.wavesHint), waveList,
    h("div", { class: "buttons" }, h("button", { type: "button", class: "quiet", onclick: add }, P.add), h("button", { type: "button", class: "quiet", onclick: reset }, P.reset)),
    h("h3", {}, P.others), others);
  const state = { all: 0, sizes: [], careful: null, plan: null, own: false };

  const field = (path) => element.querySelector(`[data-path="${CSS.escape(path)}"]`);

  /** Meters there are now; sizes nobody touched follow. */
  function meters(all) {
    if (all === state.all) return;
    state.all = all;
    if (!state.own || state.sizes.reduce((sum, size) => sum + size, 0) >= all) {
      state.sizes = usualSizes(all);
      state.own = false;
    }
    if (state.plan) draw();
  }

  /** The console's careful plan; what a person has set stays. */
  function careful(plan) {
    state.careful ??= plan;
    if (state.plan) return;
    state.plan = structuredClone(plan);
    draw();
  }

  function reset() {
    state.plan = structuredClone(state.careful);
    state.sizes = usualSizes(state.all);
    state.own = false;
    draw();
    onChange();
  }

  const rest = () => state.all - state.sizes.reduce((sum, size) => sum + size, 0);
  const carefulWave = (index) => ({ ...(state.careful?.waves[1] ?? state.careful?.waves[0]), pauseOnSuccess: index === 0 && state.sizes.length > 0 });

  function add() {
    read();
    const size = Math.max(1, Math.floor(rest() / 2));
    if (rest() < 2 || state.sizes.length + 1 >= MOST_WAVES) return;
    state.sizes.push(size);
    state.own = true;
    draw();
    onChange();
  }

  function remove(index) {
    read();
    state.sizes.splice(Math.min(index, state.sizes.length - 1), 1);
    state.plan.waves.splice(index, 1);
    state.own = true;
    draw();
    onChange();
  }

  function draw() {
    const { plan } = state;
    const count = state.sizes.length + 1;
    while (plan.waves.length < count) plan.waves.push(carefulWave(plan.waves.length));
    plan.waves.length = count;
    if (!state.own && !element.dataset.touched) plan.waves.forEach((wave, index) => (wave.pauseOnSuccess = index === 0 && count > 1));
    waveList.replaceChildren(...plan.waves.map(waveFields));
    others.replaceChildren(
      ...OTHERS.map(([name, key, unit, bounds]) => number(name, `plan.${key}`, +(plan[key] / unit).toFixed(2), bounds)),
      h("label", { class: "field check" }, h("input", { type: "checkbox", name: "anyTime", checked: plan.windowFromMinute === 0 && plan.windowToMinute === MINUTES_OF_DAY }), h("span", {}, P.fields.anyTime[0])),
      time("windowFrom", plan.windowFromMinute), time("windowTo", plan.windowToMinute));
    window();
    check();
  }

  function waveFields(wave, index) {
    const last = index === state.sizes.length;
    return h("li", {}, h("fieldset", {},
      h("legend", {}, P.wave(index + 1), last ? h("span", { class: "rest" }, ` ${T.meters(Math.max(0, rest()))}${index ? ` (${P.rest})` : ""}`) : ""),
      h("div", { class: "fields" },
        last ? null : number("size", `waveSizes[${index}]`, state.sizes[index], { min: 1, max: 50000 }),
        CONDITIONS.map(([name, bounds]) => number(name, `plan.waves[${index}].${name}`, bounds.share ? percent(wave[name]) : wave[name], bounds)),
        h("label", { class: "field check" }, h("input", { type: "checkbox", "data-path": `plan.waves[${index}].pauseOnSuccess`, checked: wave.pauseOnSuccess }), h("span", {}, P.fields.pauseOnSuccess[0])),
        state.sizes.length ? h("button", { type: "button", class: "quiet", onclick: () => remove(index) }, P.remove(index + 1)) : null)));
  }

  function time(name, minute) {
    return h("label", { class: "field window" }, h("span", {}, P.fields[name][0]), h("small", {}, P.fields[name][1]),
      h("input", { type: "time", name, "data-path": `plan.${name}Minute`, value: clock(minute), required: true }), h("span", { class: "field-problem", role: "alert" }));
  }

  function window() {
    const any = element.querySelector("[name=anyTime]")?.checked;
    element.querySelectorAll(".window").forEach((each) => (each.hidden = Boolean(any)));
  }

  /** What stands in the fields, as it is sent. */
  function read() {
    const { plan } = state;
    if (!plan || !waveList.children.length) return;
    state.sizes = state.sizes.map((size, index) => Number(field(`waveSizes[${index}]`)?.value ?? size));
    plan.waves.forEach((wave, index) => {
      for (const [name, { share }] of CONDITIONS) {
        const text = field(`plan.waves[${index}].${name}`)?.value;
        // A share that was only shown rounded stays what it was.
        if (text !== undefined && (!share || text !== percent(wave[name]))) wave[name] = share ? Number(text) / 100 : Number(text);
      }
      wave.pauseOnSuccess = field(`plan.waves[${index}].pauseOnSuccess`)?.checked ?? false;
    });
    for (const [, key, unit] of OTHERS) plan[key] = Math.round(Number(field(`plan.${key}`).value) * unit);
    const any = element.querySelector("[name=anyTime]").checked;
    const to = minutes(field("plan.windowToMinute").value || "00:00");
    plan.windowFromMinute = any ? 0 : minutes(field("plan.windowFromMinute").value || "00:00");
    plan.windowToMinute = any || to === 0 ? MINUTES_OF_DAY : to;
  }

  function changed(event) {
    element.dataset.touched = "1";
    if (event.target.dataset.kind === "size") state.own = true;
    if (event.type === "change" && event.target.name === "anyTime" && !event.target.checked) {
      field("plan.windowFromMinute").value = NIGHT[0];
      field("plan.windowToMinute").value = NIGHT[1];
    }
    read();
    window();
    const left = waveList.querySelector(".rest");
    if (left) left.textContent = ` ${T.meters(Math.max(0, rest()))}${state.sizes.length ? ` (${P.rest})` : ""}`;
    check();
    onChange();
  }

  function wrong(input) {
    const { validity, min, max, dataset } = input;
    if (validity.valueMissing || validity.badInput) return C.missing;
    if (validity.rangeUnderflow || validity.rangeOverflow) return C.between(min, max);
    if (validity.stepMismatch) return C.whole;
    if (dataset.kind === "size" && rest() < 1) return C.waves(Math.max(0, state.all - state.sizes.reduce((sum, size, index) => (`waveSizes[${index}]` === dataset.path ? sum : sum + size), 0)));
    if (dataset.kind === "minimumProven") {
      const index = Number(dataset.path.match(/\[(\d+)]/)[1]);
      const size = index === state.sizes.length ? rest() : state.sizes[index];
      if (Number(input.value) > size) return C.proven(Math.max(0, size));
    }
    if (dataset.path === "plan.windowToMinute" && !input.closest("[hidden]") && state.plan.windowFromMinute === state.plan.windowToMinute) return C.window;
    return "";
  }

  /** Marks what is wrong. @returns how many fields are */
  function check() {
    const inputs = [...element.querySelectorAll("input[type=number], input[type=time]")];
    return inputs.filter((input) => mark(input, input.closest("[hidden]") ? "" : wrong(input))).length;
  }

  return {
    element,
    meters,
    careful,
    check,
    plan: () => (read(), state.plan),
    sizes: () => (read(), state.sizes),
    /** Marks the field that the console names. @returns the input, or undefined */
    refuse(path, text) {
      const input = element.querySelector(`[data-path="${CSS.escape(path)}"]`) ?? (path.startsWith("waveSizes") ? field("waveSizes[0]") : null);
      if (input) mark(input, text);
      return input;
    },
  };
}

/** Says beside a field what is wrong with it. @returns whether something is */
export function mark(input, text) {
  const told = input.closest("label")?.querySelector(".field-problem");
  if (told && told.textContent !== text) told.textContent = text;
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return Boolean(text);
}
