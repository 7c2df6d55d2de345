-- Read model of the operator console. One text for H2 and PostgreSQL: ${text} compares by code point in both, times are
-- milliseconds since 1970 UTC, shares and errors carry their unit in the name.

CREATE TABLE followed (
  topic ${text} NOT NULL,
  partition_number INTEGER NOT NULL,
  topic_id ${text} NOT NULL,
  next_offset BIGINT NOT NULL,
  PRIMARY KEY (topic, partition_number)
);

CREATE TABLE meter (
  meter_id ${text} NOT NULL PRIMARY KEY,
  state ${text} NOT NULL,
  serial_number ${text} NOT NULL,
  meter_type ${text} NOT NULL,
  accuracy_class ${text} NOT NULL,
  district ${text} NOT NULL,
  year_of_manufacture INTEGER NOT NULL,
  capture_period_seconds INTEGER NOT NULL,
  poll_period_seconds INTEGER NOT NULL,
  limit_percent DOUBLE PRECISION NOT NULL,
  registered_limit_percent DOUBLE PRECISION NOT NULL,
  judged_limit_percent DOUBLE PRECISION NOT NULL,
  verdict ${text} NOT NULL,
  refusal ${text} NOT NULL,
  error_percent DOUBLE PRECISION,
  combined_uncertainty_percent DOUBLE PRECISION,
  interval_low_percent DOUBLE PRECISION,
  interval_high_percent DOUBLE PRECISION,
  rate_percent_per_year DOUBLE PRECISION,
  calibration_epoch INTEGER NOT NULL,
  closed_days INTEGER NOT NULL,
  window_to_millis BIGINT,
  last_capture_millis BIGINT,
  last_session_millis BIGINT,
  -- NULL where the meter is not registered: then no table shows it.
  worst_key ${text},
  error_key ${text}
);
CREATE INDEX meter_worst ON meter (worst_key);
CREATE INDEX meter_error ON meter (error_key);
CREATE INDEX meter_verdict ON meter (verdict, worst_key);
CREATE INDEX meter_district ON meter (district, worst_key);
CREATE INDEX meter_type_worst ON meter (meter_type, worst_key);

CREATE TABLE drift_point (
  meter_id ${text} NOT NULL,
  window_to_millis BIGINT NOT NULL,
  calibration_epoch INTEGER NOT NULL,
  window_from_millis BIGINT NOT NULL,
  closed_days INTEGER NOT NULL,
  verdict ${text} NOT NULL,
  refusal ${text} NOT NULL,
  error_percent DOUBLE PRECISION,
  combined_uncertainty_percent DOUBLE PRECISION,
  interval_low_percent DOUBLE PRECISION,
  interval_high_percent DOUBLE PRECISION,
  limit_percent DOUBLE PRECISION NOT NULL,
  recent_key ${text} NOT NULL,
  PRIMARY KEY (meter_id, window_to_millis, calibration_epoch)
);
CREATE INDEX drift_point_recent ON drift_point (meter_id, recent_key);
CREATE INDEX drift_point_age ON drift_point (window_to_millis);

CREATE TABLE reading (
  meter_id ${text} NOT NULL,
  capture_millis BIGINT NOT NULL,
  source ${text} NOT NULL,
  session_millis BIGINT NOT NULL,
  status_bits BIGINT NOT NULL,
  calibration_epoch INTEGER NOT NULL,
  clock_offset_millis BIGINT,
  registers ${text} NOT NULL,
  recent_key ${text} NOT NULL,
  PRIMARY KEY (meter_id, capture_millis, source)
);
CREATE INDEX reading_recent ON reading (meter_id, recent_key);
CREATE INDEX reading_age ON reading (capture_millis);

CREATE TABLE meter_event (
  event_id ${text} NOT NULL PRIMARY KEY,
  meter_id ${text} NOT NULL,
  code ${text} NOT NULL,
  field_millis BIGINT NOT NULL,
  wall_millis BIGINT NOT NULL,
  sentence ${text} NOT NULL,
  recent_key ${text} NOT NULL
);
CREATE INDEX meter_event_recent ON meter_event (recent_key);
CREATE INDEX meter_event_meter ON meter_event (meter_id, recent_key);
CREATE INDEX meter_event_code ON meter_event (code, recent_key);
CREATE INDEX meter_event_age ON meter_event (field_millis);

CREATE TABLE accuracy_case (
  case_id ${text} NOT NULL PRIMARY KEY,
  meter_id ${text} NOT NULL,
  kind ${text} NOT NULL,
  state ${text} NOT NULL,
  state_reason ${text} NOT NULL,
  opened_millis BIGINT NOT NULL,
  updated_millis BIGINT NOT NULL,
  action ${text} NOT NULL,
  assignee ${text} NOT NULL,
  campaign_id ${text} NOT NULL,
  order_id ${text} NOT NULL,
  error_percent DOUBLE PRECISION,
  recent_key ${text} NOT NULL
);
CREATE INDEX accuracy_case_recent ON accuracy_case (recent_key);
CREATE INDEX accuracy_case_meter ON accuracy_case (meter_id, recent_key);
CREATE INDEX accuracy_case_state ON accuracy_case (state, recent_key);
CREATE INDEX accuracy_case_kind ON accuracy_case (kind, recent_key);
CREATE INDEX accuracy_case_assignee ON accuracy_case (assignee, recent_key);

CREATE TABLE campaign (
  campaign_id ${text} NOT NULL PRIMARY KEY,
  title ${text} NOT NULL,
  state ${text} NOT NULL,
  state_reason ${text} NOT NULL,
  author ${text} NOT NULL,
  approver ${text} NOT NULL,
  member_count INTEGER NOT NULL,
  created_millis BIGINT NOT NULL,
  updated_millis BIGINT NOT NULL,
  recent_key ${text} NOT NULL
);
CREATE INDEX campaign_recent ON campaign (recent_key);
CREATE INDEX campaign_state ON campaign (state, recent_key);

CREATE TABLE campaign_member (
  member_key ${text} NOT NULL PRIMARY KEY,
  campaign_id ${text} NOT NULL,
  meter_id ${text} NOT NULL,
  case_id ${text} NOT NULL,
  wave INTEGER NOT NULL,
  state ${text} NOT NULL,
  state_reason ${text} NOT NULL,
  order_id ${text} NOT NULL,
  updated_millis BIGINT NOT NULL
);
CREATE INDEX campaign_member_campaign ON campaign_member (campaign_id, member_key);
CREATE INDEX campaign_member_state ON campaign_member (campaign_id, state, member_key);
CREATE INDEX campaign_member_meter ON campaign_member (meter_id, member_key);

CREATE TABLE outcome (
  order_id ${text} NOT NULL PRIMARY KEY,
  meter_id ${text} NOT NULL,
  campaign_id ${text} NOT NULL,
  case_id ${text} NOT NULL,
  result ${text} NOT NULL,
  reason_code ${text} NOT NULL,
  reason_text ${text} NOT NULL,
  attempts INTEGER NOT NULL,
  new_epoch INTEGER NOT NULL,
  field_millis BIGINT NOT NULL,
  wall_millis BIGINT NOT NULL,
  recent_key ${text} NOT NULL
);
CREATE INDEX outcome_recent ON outcome (recent_key);
CREATE INDEX outcome_meter ON outcome (meter_id, recent_key);
CREATE INDEX outcome_result ON outcome (result, recent_key);
CREATE INDEX outcome_campaign ON outcome (campaign_id, recent_key);

-- Sums over meters and cases, kept in the transaction of what they count. All integers: the same in any order.
CREATE TABLE fleet_count (
  dimension ${text} NOT NULL,
  row_name ${text} NOT NULL,
  column_name ${text} NOT NULL,
  members BIGINT NOT NULL,
  estimated BIGINT NOT NULL,
  failing BIGINT NOT NULL,
  absolute_error_micropercent BIGINT NOT NULL,
  intervals_per_day BIGINT NOT NULL,
  millireads_per_day BIGINT NOT NULL,
  PRIMARY KEY (dimension, row_name, column_name)
);

CREATE TABLE fleet_day (
  day_number BIGINT NOT NULL PRIMARY KEY,
  intervals BIGINT NOT NULL,
  sessions BIGINT NOT NULL
);
