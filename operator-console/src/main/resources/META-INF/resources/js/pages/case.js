// One case: why it is one, in words and numbers, what is proposed, what would change it, and what people did.

import * as api from "../api.js";
import { limitBar } from "../bars.js";
import { acts, caseButtons } from "../casework.js";
import { h } from "../dom.js";
import { day, signed, standing, time, words } from "../format.js";
import { history } from "../history.js";
import { link } from "../router.js";
import { may, store } from "../store.js";
import { T } from "../texts/en/cases.js";
import { T as S } from "../texts/en/shell.js";

const GUARD = 1.645;
const BETWEEN_LOADS_MILLISECONDS = 2000;

const open = { caseId: null, root: null, shown: "", timer: null, at: 0, closed: true, history: null };

const row = (estimate) => estimate && { ...estimate, combinedUncertaintyPercent: estimate.uncertainty?.combinedPercent ?? null };
const plusMinus = (estimate) => (estimate.errorPercent === null ? T.noFigure : `${signed(estimate.errorPercent)} ± ${(2 * estimate.uncertainty.combinedPercent).toFixed(2)} %`);
const section = (title, ...parts) => h("section", { class: "panel block" }, h("h2", {}, title), ...parts);

async function load() {
  const { caseId } = open;
  clearTimeout(open.timer);
  open.timer = null;
  open.at = Date.now();
  try {
    const found = await api.ask("GET", `/api/cases/${encodeURIComponent(caseId)}`);
    const meter = await api.meter(found.meterId).catch(() => null);
    if (open.closed || open.caseId !== caseId) return;
    const shown = JSON.stringify([found, meter?.estimate, store.campaigns.get(found.campaignId)?.name, store.me?.roles]);
    if (shown !== open.shown) draw(found, meter);
    open.shown = shown;
  } catch (refused) {
    if (open.closed || open.caseId !== caseId) return;
    open.shown = "";
    open.root.replaceChildren(crumbs(), h("div", { class: "problem", role: "alert" }, `${refused.message} `, h("button", { type: "button", class: "quiet", onclick: load }, S.table.retry)));
  }
}

const crumbs = () => h("p", { class: "crumbs" }, h("a", { href: link("cases") }, T.back));

function draw(found, meter) {
  const focused = open.root.contains(document.activeElement) ? document.activeElement.dataset.action : null;
  open.history ??= history({ caseId: found.caseId });
  open.root.replaceChildren(
    crumbs(),
    head(found),
    h("div", { class: "blocks" },
      h("div", { class: "main-blocks" }, why(found), numbers(found), proposed(found), change(found, meter?.estimate)),
      h("div", { class: "side-blocks" }, campaign(found), people(found))),
  );
  if (focused) open.root.querySelector(`[data-action="${focused}"]`)?.focus();
}

function head(found) {
  const estimate = found.proof ?? found.latest ?? found.evidence;
  return h("header", { class: "work-head panel" },
    h("div", {},
      h("h1", {}, h("a", { class: "name", href: link("meters", found.meterId) }, found.meterId), h("span", { class: "kind" }, ` ${T.kinds[found.kind] ?? found.kind}`), h("span", { class: "tag" }, `${found.kind} ${found.number}`)),
      h("p", {}, h("span", { class: `case-state ${found.state.toLowerCase()}` }, h("span", { class: "sign", "aria-hidden": "true" }, T.stateSigns[found.state] ?? "·"), ` ${T.states[found.state] ?? found.state}`),
        found.handling.assignee ? ` · ${T.columns.assignee}: ${found.handling.assignee}` : ` · ${T.columns.assignee}: ${T.nobody}`,
        ` · ${T.columns.opened} ${day(found.openedAt)}`),
      caseButtons(found)),
    estimate ? h("div", { class: "big-figure" }, limitBar(row(estimate)), h("p", { class: "big" }, plusMinus(estimate)), h("p", { class: "faint" }, `${T.rows.limit} ±${estimate.limitPercent} %`)) : null);
}

const why = (found) => section(T.sections.why, h("p", {}, found.why), h("p", {}, T.closingCauses[found.handling.closingCause] ? `${T.closingCauses[found.handling.closingCause]} ` : "", found.stateReason));

function numbers(found) {
  const columns = [[T.then, found.evidence], [T.now, found.latest], [T.proof, found.proof]].filter(([, estimate]) => estimate);
  if (!columns.length) return null;
  const R = T.rows;
  const line = (title, cell) => h("tr", {}, h("th", { scope: "row" }, title), columns.map(([, estimate]) => h("td", {}, cell(estimate))));
  const percent = (value) => `${value.toFixed(3)} %`;
  return section(T.sections.numbers, h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T.sections.numbers }, h("table", { class: "compare" },
    h("thead", {}, h("tr", {}, h("td", {}), columns.map(([title]) => h("th", { scope: "col" }, title)))),
    h("tbody", {},
      line(R.error, (each) => h("b", {}, plusMinus(each))),
      line(R.interval, (each) => (each.errorPercent === null ? "–" : `${signed(each.intervalLowPercent)} … ${signed(each.intervalHighPercent)} %`)),
      line(R.verdict, (each) => { const { key, sign, word } = standing(each); return h("span", { class: `verdict ${key}` }, h("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`); }),
      line(R.limit, (each) => `±${each.limitPercent} %`),
      line(R.uncertainty, (each) => (each.uncertainty ? [percent(each.uncertainty.combinedPercent), h("small", {}, R.causes(percent(each.uncertainty.estimationPercent), percent(each.uncertainty.referencePercent), percent(each.uncertainty.structurePercent)))] : "–")),
      line(R.rate, (each) => (each.ratePercentPerYear === null ? "–" : `${signed(each.ratePercentPerYear)} ± ${(2 * (each.rateStandardUncertaintyPercentPerYear ?? 0)).toFixed(2)} ${T.perYear}`)),
      line(R.window, (each) => [`${day(each.windowFrom)} – ${day(each.windowTo)}`, h("small", {}, R.days(each.closedDays, each.quietDays, each.calibrationEpoch))]),
      line(R.coverage, (each) => R.coverageOf((100 * each.coveredEnergyFraction).toFixed(0)))))));
}

function proposed(found) {
  const P = T.proposal;
  const { proposal } = found;
  const parts = [h("p", {}, h("b", {}, T.actionsProposed[found.action] ?? words(found.action)), ". ", found.latest?.actionReason ?? "")];
  if (proposal) {
    parts.push(h("p", {}, proposal.correctionFactor === 1 ? "" : `${P.factor(proposal.correctionFactor.toFixed(6), signed((proposal.correctionFactor - 1) * 100, 3))} `, P.leaves(signed(proposal.errorAfterPercent, 3))),
      h("p", { class: "digest" }, `${P.blocks} ${P.from(proposal.baseBlock, proposal.baseEpoch)} ${P.to(proposal.targetBlock)}`));
  } else if (found.kind !== "MET-02") {
    parts.push(h("p", {}, P.never));
  } else {
    parts.push(h("p", {}, P.none(found.proposalRefusal || P.noWhy)));
  }
  return section(T.sections.proposed, ...parts);
}

function change(found, newest) {
  const C = T.change;
  const parts = [];
  const judged = found.latest ?? found.evidence;
  if (found.state === "CLOSED") parts.push(C.final);
  else if (found.state === "DISMISSED") parts.push(C.dismissed);
  else if (found.state === "IN_CORRECTION") parts.push(C.correction);
  else if (found.state === "VERIFYING") parts.push(C.verifying);
  else if (found.kind !== "MET-02") parts.push(C.around);
  else if (found.handling.confirmedBy) parts.push(C.confirmed);
  else if (judged?.uncertainty) parts.push(C.recover(Math.max(0, judged.limitPercent - GUARD * judged.uncertainty.combinedPercent).toFixed(2)));
  const more = newest?.explanation;
  return section(T.sections.change, parts.map((text) => h("p", {}, text)),
    more && found.open ? h("dl", { class: "pairs" },
      more.outlookText ? [h("dt", {}, C.outlook), h("dd", {}, more.outlookText)] : null,
      more.diagnosisText ? [h("dt", {}, C.diagnosis), h("dd", {}, more.diagnosisText)] : null) : null);
}

function campaign(found) {
  const known = store.campaigns.get(found.campaignId);
  const free = found.proposal && found.open && !found.campaignId;
  if (!found.campaignId && !free) return null;
  return section(T.sections.campaign,
    found.campaignId
      ? h("p", {}, `${T.proposal.taken} `, h("a", { href: link("campaigns", found.campaignId, { meter: found.meterId }) }, known?.name ?? found.campaignId), known ? `: ${words(known.state)}` : "")
      : h("p", {}, `${T.proposal.free} ${T.proposal.approve}`),
    found.orderId ? h("p", { class: "digest" }, `${T.proposal.order} ${found.orderId}`) : null,
    free && may("engineer") ? h("a", { class: "act button", href: link("campaigns", "new", { cases: found.caseId }) }, T.intoCampaign) : null);
}

function people(found) {
  const all = [{ who: T.history.analyzer, at: null, text: `${T.history.opened} ${day(found.openedAt)}` }, ...acts(found)];
  return section(T.sections.history,
    h("ul", { class: "history" }, all.map(({ who, at, text }) => h("li", {}, h("p", { class: "faint" }, [who, at ? `${time(at)} UTC` : ""].filter(Boolean).join(" · ")), h("p", {}, text)))),
    all.length === 1 ? h("p", { class: "faint" }, T.history.nobodyYet) : null,
    open.history.element);
}

export const page = {
  title: (caseId) => caseId.replaceAll("|", " "),
  open(root, params, caseId) {
    Object.assign(open, { caseId, root, shown: "", closed: false, history: null });
    root.append(crumbs(), h("p", { class: "empty" }, S.loading));
    load();
  },
  update(changed) {
    if (!["tables", "cases", "campaigns"].some((part) => changed.has(part)) || open.timer || !open.at) return;
    open.timer = setTimeout(() => { load(); open.history?.refresh(); }, Math.max(0, open.at + BETWEEN_LOADS_MILLISECONDS - Date.now()));
  },
  close() {
    open.closed = true;
    open.at = 0;
    clearTimeout(open.timer);
    open.timer = null;
  },
};
