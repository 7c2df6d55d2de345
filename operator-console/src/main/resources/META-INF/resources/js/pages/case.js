// One case stands on the page of its meter.

import { go } from "../router.js";

export const page = {
  title: (caseId) => caseId,
  open: (root, params, caseId) => go("meters", caseId.split("|")[0]),
};
