-- What the head-end did, from the audit chain, and what its services could not read. Both by wall-clock time.

CREATE TABLE audit_entry (
  subject_id ${text} NOT NULL,
  entry_number BIGINT NOT NULL,
  kind ${text} NOT NULL,
  actor ${text} NOT NULL,
  wall_millis BIGINT NOT NULL,
  field_millis BIGINT,
  case_id ${text} NOT NULL,
  campaign_id ${text} NOT NULL,
  sentence ${text} NOT NULL,
  details ${text} NOT NULL,
  recent_key ${text} NOT NULL,
  PRIMARY KEY (subject_id, entry_number)
);
CREATE INDEX audit_entry_recent ON audit_entry (recent_key);
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, recent_key);
CREATE INDEX audit_entry_kind ON audit_entry (kind, recent_key);
CREATE INDEX audit_entry_actor ON audit_entry (actor, recent_key);
CREATE INDEX audit_entry_case ON audit_entry (case_id, recent_key);
CREATE INDEX audit_entry_campaign ON audit_entry (campaign_id, recent_key);
CREATE INDEX audit_entry_age ON audit_entry (wall_millis);

CREATE TABLE dead_letter (
  letter_id ${text} NOT NULL PRIMARY KEY,
  written_millis BIGINT NOT NULL,
  service ${text} NOT NULL,
  source_topic ${text} NOT NULL,
  source_partition INTEGER NOT NULL,
  source_offset BIGINT NOT NULL,
  reason ${text} NOT NULL,
  message ${text} NOT NULL,
  culprit ${text} NOT NULL,
  remedy ${text} NOT NULL,
  key_text ${text} NOT NULL,
  key_octets INTEGER NOT NULL,
  value_octets INTEGER NOT NULL,
  -- Why it is never replayed; empty where it may be.
  replay_refusal ${text} NOT NULL,
  replays INTEGER NOT NULL,
  replayed_by ${text} NOT NULL,
  replayed_millis BIGINT,
  recent_key ${text} NOT NULL
);
CREATE INDEX dead_letter_recent ON dead_letter (recent_key);
CREATE INDEX dead_letter_topic ON dead_letter (source_topic, recent_key);
CREATE INDEX dead_letter_reason ON dead_letter (reason, recent_key);
CREATE INDEX dead_letter_service ON dead_letter (service, recent_key);
CREATE INDEX dead_letter_age ON dead_letter (written_millis);
