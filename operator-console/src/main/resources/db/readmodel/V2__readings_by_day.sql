-- Readings of a meter and day stand in one row. The tables are built again: without positions they are emptied at the start.

DROP TABLE reading;

CREATE TABLE reading_day (
  meter_id ${text} NOT NULL,
  day_number BIGINT NOT NULL,
  -- As packed by PackedReadings.
  readings BYTEA NOT NULL,
  PRIMARY KEY (meter_id, day_number)
);
CREATE INDEX reading_day_age ON reading_day (day_number);

DELETE FROM followed;
