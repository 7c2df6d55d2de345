-- Up to which capture time no reading of a meter is kept, now and when the tables are built again.

CREATE TABLE erasure (
  meter_id ${text} NOT NULL PRIMARY KEY,
  erased_up_to_millis BIGINT NOT NULL
);
