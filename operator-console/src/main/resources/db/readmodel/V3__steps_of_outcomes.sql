-- Outcomes tell what was done step by step, members what is written to them. The tables are built again.

ALTER TABLE outcome ADD COLUMN as_found_block ${text} DEFAULT '' NOT NULL;
ALTER TABLE outcome ADD COLUMN as_left_block ${text} DEFAULT '' NOT NULL;
ALTER TABLE outcome ADD COLUMN steps ${text} DEFAULT '' NOT NULL;
-- NULL where another coefficient than the gain is changed.
ALTER TABLE campaign_member ADD COLUMN correction_factor DOUBLE PRECISION;

DELETE FROM followed;
