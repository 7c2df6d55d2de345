-- What pages of a million meters need: roles, open cases, search, order by rate, and an index for each order of a page with
-- the filter it begins with. The filters stand in each of these indexes, so that a page is found in it alone. The tables are
-- built again: without positions they are emptied at the start.

DROP INDEX meter_worst;
DROP INDEX meter_error;
DROP INDEX meter_verdict;
DROP INDEX meter_district;
DROP INDEX meter_type_worst;
ALTER TABLE meter ADD COLUMN tested_by INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE meter ADD COLUMN reference_of INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE meter ADD COLUMN role ${text} DEFAULT '' NOT NULL;
ALTER TABLE meter ADD COLUMN open_case ${text} DEFAULT '' NOT NULL;
-- NULL where the meter is not registered, as worst_key and error_key.
ALTER TABLE meter ADD COLUMN rate_key ${text};
ALTER TABLE meter ADD COLUMN id_key ${text};
ALTER TABLE meter ADD COLUMN id_folded ${text};
ALTER TABLE meter ADD COLUMN serial_folded ${text};
CREATE INDEX meter_id_folded ON meter (id_folded);
CREATE INDEX meter_serial_folded ON meter (serial_folded);
CREATE INDEX meter_worst ON meter (worst_key, verdict, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_verdict_worst ON meter (verdict, worst_key, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_district_worst ON meter (district, worst_key, verdict, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_meter_type_worst ON meter (meter_type, worst_key, verdict, district, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_refusal_worst ON meter (refusal, worst_key, verdict, district, meter_type, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_state_worst ON meter (state, worst_key, verdict, district, meter_type, refusal, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_accuracy_class_worst ON meter (accuracy_class, worst_key, verdict, district, meter_type, refusal, state, role, year_of_manufacture);
CREATE INDEX meter_role_worst ON meter (role, worst_key, verdict, district, meter_type, refusal, state, accuracy_class, year_of_manufacture);
CREATE INDEX meter_year_of_manufacture_worst ON meter (year_of_manufacture, worst_key, verdict, district, meter_type, refusal, state, accuracy_class, role);
CREATE INDEX meter_error ON meter (error_key, verdict, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_verdict_error ON meter (verdict, error_key, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_district_error ON meter (district, error_key, verdict, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_meter_type_error ON meter (meter_type, error_key, verdict, district, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_rate ON meter (rate_key, verdict, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_verdict_rate ON meter (verdict, rate_key, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_district_rate ON meter (district, rate_key, verdict, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_meter_type_rate ON meter (meter_type, rate_key, verdict, district, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_id ON meter (id_key, verdict, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_verdict_id ON meter (verdict, id_key, district, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_district_id ON meter (district, id_key, verdict, meter_type, refusal, state, accuracy_class, role, year_of_manufacture);
CREATE INDEX meter_meter_type_id ON meter (meter_type, id_key, verdict, district, refusal, state, accuracy_class, role, year_of_manufacture);

CREATE TABLE reference_profile (
  profile_id ${text} NOT NULL PRIMARY KEY,
  tested_meter_id ${text} NOT NULL,
  reference_meter_id ${text} NOT NULL
);

DROP INDEX accuracy_case_recent;
DROP INDEX accuracy_case_meter;
DROP INDEX accuracy_case_state;
DROP INDEX accuracy_case_kind;
DROP INDEX accuracy_case_assignee;
ALTER TABLE accuracy_case ADD COLUMN is_open ${text} DEFAULT 'true' NOT NULL;
ALTER TABLE accuracy_case ADD COLUMN opened_key ${text} DEFAULT '' NOT NULL;
ALTER TABLE accuracy_case ADD COLUMN error_key ${text} DEFAULT '' NOT NULL;
CREATE INDEX accuracy_case_meter ON accuracy_case (meter_id, is_open, case_id);
CREATE INDEX accuracy_case_recent ON accuracy_case (recent_key, is_open, state, kind, assignee, action);
CREATE INDEX accuracy_case_is_open_recent ON accuracy_case (is_open, recent_key, state, kind, assignee, action);
CREATE INDEX accuracy_case_state_recent ON accuracy_case (state, recent_key, is_open, kind, assignee, action);
CREATE INDEX accuracy_case_kind_recent ON accuracy_case (kind, recent_key, is_open, state, assignee, action);
CREATE INDEX accuracy_case_assignee_recent ON accuracy_case (assignee, recent_key, is_open, state, kind, action);
CREATE INDEX accuracy_case_action_recent ON accuracy_case (action, recent_key, is_open, state, kind, assignee);
CREATE INDEX accuracy_case_opened ON accuracy_case (opened_key, is_open, state, kind, assignee, action);
CREATE INDEX accuracy_case_is_open_opened ON accuracy_case (is_open, opened_key, state, kind, assignee, action);
CREATE INDEX accuracy_case_state_opened ON accuracy_case (state, opened_key, is_open, kind, assignee, action);
CREATE INDEX accuracy_case_kind_opened ON accuracy_case (kind, opened_key, is_open, state, assignee, action);
CREATE INDEX accuracy_case_assignee_opened ON accuracy_case (assignee, opened_key, is_open, state, kind, action);
CREATE INDEX accuracy_case_action_opened ON accuracy_case (action, opened_key, is_open, state, kind, assignee);
CREATE INDEX accuracy_case_error ON accuracy_case (error_key, is_open, state, kind, assignee, action);
CREATE INDEX accuracy_case_is_open_error ON accuracy_case (is_open, error_key, state, kind, assignee, action);
CREATE INDEX accuracy_case_state_error ON accuracy_case (state, error_key, is_open, kind, assignee, action);
CREATE INDEX accuracy_case_kind_error ON accuracy_case (kind, error_key, is_open, state, assignee, action);
CREATE INDEX accuracy_case_assignee_error ON accuracy_case (assignee, error_key, is_open, state, kind, action);
CREATE INDEX accuracy_case_action_error ON accuracy_case (action, error_key, is_open, state, kind, assignee);

ALTER TABLE campaign_member ADD COLUMN state_key ${text} DEFAULT '' NOT NULL;
CREATE INDEX campaign_member_in_state ON campaign_member (state, member_key);
CREATE INDEX campaign_member_by_state ON campaign_member (state_key);
CREATE INDEX campaign_member_campaign_by_state ON campaign_member (campaign_id, state_key);

DELETE FROM followed;
