// One campaign stands in the list of all.

export { page } from "./campaigns.js";
