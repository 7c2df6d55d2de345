// Words of the audit page.

export const T = {
  title: "Audit",
  table: "Entries of the audit chain",
  lead: "What was done, by whom and why: each entry holds the hash of the one before, and signed checkpoints hold the ends.",
  proof: { title: "Is the chain intact?", text: "The whole chain, its checkpoints and their signatures are proven from the topics alone, outside of this console:", command: "./plumbline audit verify --signers trusted-signers.json" },
  empty: "Nothing stands in the audit for this choice.",
  columns: { when: "When, UTC", what: "What happened", subject: "To what", actor: "Who", kind: "Kind", number: "Entry", details: "Details", record: "Record" },
  filters: { subjectId: "Meter or campaign", actor: "Who", kind: "Kind", caseId: "Case", campaignId: "In campaign", from: "From", to: "To", instant: "2026-11-24T00:00:00Z" },
  details: (number) => `${number} details`,
  record: "record",
  recordOf: (meterId) => `Calibration record of ${meterId}`,
};
