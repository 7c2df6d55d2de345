// What the tables keep of one meter: its estimates and its readings.

import * as api from "../api.js";

const PAGE = 1000;
const MOST_DRIFT_PAGES = 5;
const MOST_READING_PAGES = 20;

/** Estimates, newest first; at most five thousand. */
export async function driftRows(meterId) {
  const rows = [];
  let after = null;
  for (let page = 0; page < MOST_DRIFT_PAGES; page++) {
    const answer = await api.table("drift", { meterId, limit: PAGE, ...(after ? { after } : {}) });
    rows.push(...answer.rows);
    after = answer.next;
    if (!after) break;
  }
  return rows;
}

/** Readings, page by page into the past; what is there already is not loaded again. */
export function storedReadings(meterId) {
  const known = new Map();
  let [pages, next] = [0, null];
  const key = (row) => `${row.capture} ${row.source}`;
  const forget = () => {
    known.clear();
    [pages, next] = [0, null];
  };
  const take = (answer) => answer.rows.forEach((row) => known.set(key(row), row));
  const one = (after) => api.table("readings", { meterId, limit: PAGE, ...(after ? { after } : {}) });
  return {
    /** How many pages somebody asked to see. */
    wanted: 1,
    forget,
    rows: () => [...known.values()],
    more: () => next !== null && pages < MOST_READING_PAGES,
    async load() {
      const newest = await one(null);
      if (known.size && !newest.rows.some((row) => known.has(key(row)))) forget();
      take(newest);
      if (!pages) [pages, next] = [1, newest.next];
      while (pages < Math.min(this.wanted, MOST_READING_PAGES) && next) {
        const answer = await one(next);
        take(answer);
        [pages, next] = [pages + 1, answer.next];
      }
    },
  };
}
