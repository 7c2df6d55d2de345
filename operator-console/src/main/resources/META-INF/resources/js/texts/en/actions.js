// Words about what people ask of one meter.

const plural = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export const T = {
  title: "Asked of this meter",
  note: "the newest; read now, back-fill, clock",
  none: "Nothing was asked of this meter lately.",
  ask: {
    read: { button: "Read now…", title: (meterId) => `Read ${meterId} now?`, go: "Read now", text: "The gateway opens a session and reads the registered registers. It takes the meter's one association for some seconds." },
    backfill: { button: "Back-fill…", title: (meterId) => `Read past days of ${meterId} again?`, go: "Back-fill", text: "The gateway reads the load profile of these days again and publishes every row; rows that are already there are kept once." },
    "sync-clock": { button: "Sync clock…", title: (meterId) => `Set the clock of ${meterId}?`, go: "Sync clock", text: "The gateway measures the clock and sets it as far as its policy allows. A clock that is set moves the intervals that evidence rests on." },
  },
  from: "First day (UTC)",
  to: "Last day (UTC)",
  span: (from, to) => (from === to ? `of ${from}` : `from ${from} to ${to}`),
  kinds: { READ: "Read", BACKFILL: "Back-fill", SYNC_CLOCK: "Clock" },
  states: { ACCEPTED: "asked, no answer yet", RUNNING: "readings are coming in", DONE: "done", REFUSED: "refused", UNANSWERED: "no gateway answered in time" },
  by: (who, when, why) => `${who}, ${when} UTC: “${why}”`,
  gap: (from, to, reason) => `no rows from ${from} to ${to}: ${reason}`,
  details: (readings, values) => values ? plural(values, "register") : readings ? plural(readings, "reading") : "Details",
  detailsOf: (kind) => `${kind}: details`,
};
