// Words of charts.

import { count } from "../../format.js";

export const T = {
  data: "Data as a table",
  dataOf: (label) => `Data of: ${label}`,
  newest: (shown, all) => `The newest ${count(shown)} of ${count(all)}. `,
  csv: "All as CSV",
};
