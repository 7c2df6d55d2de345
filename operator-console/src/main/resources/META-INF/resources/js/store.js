// What every page knows, kept up to date by the stream: the fleet in numbers, campaigns, stops. Rows of tables stay with
// the console; the stream only tells that they have moved.

export const store = {
  me: null,
  fleet: null,
  meters: new Map(),
  cases: new Map(),
  campaigns: new Map(),
  holds: new Map(),
};

const listeners = new Set();
const dirty = new Set();
let scheduled = false;

/** Calls back in the next frame with the names of the parts that changed; returns how to stop that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function touch(...parts) {
  parts.forEach((part) => dirty.add(part));
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const changed = new Set(dirty);
    dirty.clear();
    listeners.forEach((listener) => listener(changed));
  });
}

/** True if this person has one of the roles. */
export const may = (...roles) => roles.some((role) => store.me?.roles.includes(role));

const FAMILIES = [
  ["meters", "meterId", "removedMeters"],
  ["cases", "caseId", "removedCases"],
  ["campaigns", "campaignId", "removedCampaigns"],
  ["holds", "scope", "removedHolds"],
];

let tables = null;

function take(change, everything) {
  store.fleet = change.fleet;
  touch("fleet");
  if (change.tables !== tables) touch("tables");
  tables = change.tables;
  for (const [family, key, removed] of FAMILIES) {
    if (!change[family]) continue;
    if (everything) store[family].clear();
    change[family].forEach((item) => store[family].set(item[key], item));
    change[removed].forEach((gone) => store[family].delete(gone));
    if (everything || change[family].length || change[removed].length) touch(family);
  }
}

const RETRY_MILLISECONDS = 2000;
let source = null;
let retry = null;

/**
 * Follows the stream. `onLink` is told "live", "waiting" or "off"; `checkSession` is asked whether to go on.
 */
export function follow(onLink, checkSession) {
  unfollow();
  source = new EventSource("/api/stream");
  source.addEventListener("open", () => onLink("live"));
  source.addEventListener("snapshot", (event) => take(JSON.parse(event.data), true));
  source.addEventListener("change", (event) => take(JSON.parse(event.data), false));
  source.addEventListener("error", () => {
    onLink("waiting");
    if (source?.readyState !== EventSource.CLOSED) return;
    retry = setTimeout(async () => {
      if (await checkSession()) follow(onLink, checkSession);
    }, RETRY_MILLISECONDS);
  });
}

export function unfollow() {
  clearTimeout(retry);
  source?.close();
  source = null;
}
