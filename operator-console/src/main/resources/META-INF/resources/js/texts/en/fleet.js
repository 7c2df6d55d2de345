// Words of the fleet page.

import { count, signed } from "../../format.js";

const percent = (share) => `${(100 * share).toFixed(1)} %`;

export const T = {
  title: "Fleet",
  loading: "Loading…",
  failed: "The fleet could not be loaded.",
  notKnown: "not known",

  read: "Is it being read?",
  success: "Read success",
  successOf: (got, due, day) => `${count(got)} of ${count(due)} scheduled reads on ${day}`,
  complete: "Interval completeness",
  completeOf: (got, due, day) => `${count(got)} of ${count(due)} intervals due on ${day}`,
  noWholeDay: "no whole day yet",
  nothingDue: "no meter has a schedule",
  share: percent,
  dayTitle: (day, got, due) => `${day}: ${count(got)} of ${count(due)}`,
  daysLabel: (name, days, lowest) => `${name} of the last ${days} whole days; the lowest was ${percent(lowest.share)} on ${lowest.day}.`,
  newest: "Newest reading",
  newestOf: (field) => `field time is ${field}`,
  today: (intervals, due) => `today so far ${count(intervals)} of ${count(due)} intervals`,

  accurate: "Is it accurate?",
  verdictLabel: (parts) => `Meters by verdict: ${parts.join(", ")}.`,
  verdicts: {
    FAIL: ["▲", "fail", "beyond the limit beyond doubt"],
    CONDITIONAL_FAIL: ["◑", "conditional fail", "beyond the limit, not beyond doubt"],
    CONDITIONAL_PASS: ["◐", "conditional pass", "within the limit, not beyond doubt"],
    PASS: ["●", "pass", "within the limit beyond doubt"],
    REFUSED: ["◇", "refused", "data too poor for a figure"],
    UNKNOWN: ["·", "not compared", "no estimate: references, and meters without one"],
  },
  noMeters: "No meter is registered yet.",
  noMetersHelp: "Import meters and their references; the first verdicts come when enough days are closed.",

  next: "What is next?",
  lookFirst: "Look first at",
  errorOf: (error, expandedPercent) => `${error} ± ${expandedPercent} %`,
  limitOf: (limit) => `(limit ± ${limit} %)`,
  casesOpen: "Open cases",
  noCases: "No case is open.",
  caseStates: {
    OPENED: "to be looked at",
    CONFIRMED: "confirmed",
    PROPOSED: "correction proposed",
    IN_CORRECTION: "in correction",
    VERIFYING: "being proven",
    UNKNOWN: "in an unknown state",
  },
  campaigns: "Campaigns",
  noCampaigns: "No campaign is open.",
  campaignStates: {
    DRAFT: "draft", AWAITING_APPROVAL: "waiting for approval", APPROVED: "approved, not started", RUNNING: "running", PAUSED: "paused",
  },
  stops: (number) => (number === 1 ? "One stop is active" : `${number} stops are active`),

  spread: "How far off are the meters?",
  spreadNote: "meters by error, classes of 0.1 %; dashed: the limit they are judged by",
  spreadLabel: (meters, beyond, limits) => `${count(meters)} meters by error in classes of 0.1 percent; ${count(beyond)} have a figure beyond their limit of ${limits}.`,
  noFigures: "No meter has a figure yet: the first come when enough days are closed.",
  none: "none",
  or: " or ",
  classOf: (from, to, meters, beyond) => `${from} to ${to} %: ${count(meters)} ${meters === 1 ? "meter" : "meters"}${beyond ? `, ${count(beyond)} beyond the limit` : ""}`,
  outermost: { below: (to, meters) => `below ${to} %: ${count(meters)}`, above: (from, meters) => `${from} % and more: ${count(meters)}` },
  limit: (limit) => `limit ${signed(limit, 1)}`,
  axis: (value) => (value === 0 ? "0 %" : signed(value, 1)),

  worst: "Worst against their limit",
  worstNote: "(|e| − 1.645 u_c) / limit",
  movers: "Moving fastest",
  moversNote: "rate of the error, % per year",
  moversMissing: "The order by rate is not known to this console.",
  all: "All in this order",
  columns: { meter: "Meter", error: "Error ± U", bar: "Against the limit", verdict: "Verdict", rate: "Rate per year", type: "Type" },

  heat: "Where do they fail?",
  choose: { map: "Show", measure: "by" },
  heatMaps: { TYPE_DISTRICT: "type by district", TYPE_AGE: "type by year of manufacture", AGE_DISTRICT: "year of manufacture by district" },
  measures: { failing: "share failing", error: "mean |error|", meters: "meters" },
  notStated: "not stated",
  noHeat: "Nothing to show: no meter is registered.",
  heatMore: (rows, columns) => `Not shown: ${[rows && `${count(rows)} rows`, columns && `${count(columns)} columns`].filter(Boolean).join(", ")} with the fewest failing meters.`,
  heatCell: (cell) => `${count(cell.meters)} meters, ${count(cell.estimated)} with a figure, ${count(cell.failing)} failing${cell.estimated ? `; mean |error| ${cell.meanAbsoluteErrorPercent.toFixed(2)} %` : ""}`,
};
