// Words of the list of meters.

export const T = {
  title: "Meters",
  table: "Table of meters",
  reference: "reference",
  import: "Import…",
  empty: "No meter fits.",
  columns: {
    meter: "Meter", type: "Type, class", district: "District", year: "Year", error: "Error ± U", bar: "Against the limit", rate: "Rate", verdict: "Verdict", epoch: "Epoch", capture: "Newest reading",
  },
  hints: { error: "percent; U = 2 u_c, about 95 %", rate: "percent per year", bar: "error with its interval on ± 2 limits; orders by (|e| − 1.645 u_c) / limit" },
  typeOf: (type, accuracyClass) => [type || "–", accuracyClass ? ` cl. ${accuracyClass}` : ""],
  filters: { find: "Find", findHint: "meter or serial number begins with", verdict: "Verdict", district: "District", meterType: "Type", accuracyClass: "Class", refusal: "Refusal", errorClass: "Error", state: "State", role: "Role", yearOfManufacture: "Year" },
  verdicts: [["FAIL", "▲ fail"], ["CONDITIONAL_FAIL", "◑ conditional fail"], ["CONDITIONAL_PASS", "◐ conditional pass"], ["PASS", "● pass"], ["REFUSED", "◇ refused"], ["UNKNOWN", "· not compared"]],
  states: [["ACTIVE", "active"], ["SUSPENDED", "suspended"], ["DECOMMISSIONED", "decommissioned"]],
  roles: [["TESTED", "tested"], ["REFERENCE", "reference"], ["UNPAIRED", "unpaired"]],
  orders: [["worst", "worst first"], ["error", "by error"], ["rate", "by rate"], ["meterId", "by name"]],
};
