// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

import static org.plumbline.console.export.Column.Type.REAL;
import static org.plumbline.console.export.Column.Type.TEXT;
import static org.plumbline.console.export.Column.Type.TIME;
import static org.plumbline.console.export.Column.Type.TRUTH;
import static org.plumbline.console.export.Column.Type.WHOLE;
import static org.plumbline.console.export.Column.identity;
import static org.plumbline.console.export.Column.open;
import static org.plumbline.console.export.Column.withheld;

import java.util.List;

/** A table for analysts. Times are UTC; the first column names the meter or the case. */
public enum Dataset {
    /** One row for each register of each reading; its day is that of the capture. */
    readings(
            List.of(
                    identity("meter_id"),
                    open("capture_time", TIME),
                    open("receive_time", TIME),
                    open("source", TEXT),
                    open("clock_offset_milliseconds", WHOLE),
                    open("status_bits", WHOLE),
                    open("calibration_epoch", WHOLE),
                    open("obis", TEXT),
                    open("raw", WHOLE),
                    open("scaler", WHOLE),
                    open("unit_code", WHOLE),
                    open("register_value", REAL)),
            "capture_time",
            false),
    /** One row for each estimate of the active energy; its day is that of the end of the evidence. */
    drift(
            List.of(
                    identity("meter_id"),
                    identity("profile_id"),
                    open("calibration_epoch", WHOLE),
                    open("window_from", TIME),
                    open("window_to", TIME),
                    open("closed_days", WHOLE),
                    open("refusal", TEXT),
                    withheld("refusal_text", TEXT),
                    open("error_percent", REAL),
                    open("standard_uncertainty_percent", REAL),
                    open("interval_low_percent", REAL),
                    open("interval_high_percent", REAL),
                    open("rate_percent_per_year", REAL),
                    open("rate_standard_uncertainty_percent_per_year", REAL),
                    open("clock_skew_seconds", REAL),
                    open("covered_energy_fraction", REAL),
                    open("quiet_days", WHOLE),
                    open("verdict", TEXT),
                    open("limit_percent", REAL),
                    open("maximum_permissible_error_percent", REAL),
                    open("met02", TRUTH),
                    open("adjust_candidate", TRUTH),
                    open("action", TEXT),
                    open("correction_factor", REAL),
                    open("diagnosis", TEXT),
                    open("held_back", TEXT)),
            "window_to",
            false),
    /** One row for each case as it is now; its day is that of its opening. */
    cases(
            List.of(
                    identity("case_id"),
                    identity("meter_id"),
                    open("kind", TEXT),
                    open("number", WHOLE),
                    open("state", TEXT),
                    withheld("state_reason", TEXT),
                    open("opened_at", TIME),
                    open("updated_at", TIME),
                    open("action", TEXT),
                    open("evidence_error_percent", REAL),
                    open("evidence_standard_uncertainty_percent", REAL),
                    open("latest_error_percent", REAL),
                    open("latest_standard_uncertainty_percent", REAL),
                    open("proof_error_percent", REAL),
                    open("proof_standard_uncertainty_percent", REAL),
                    open("proposed_correction_factor", REAL),
                    withheld("proposal_refusal", TEXT),
                    identity("campaign_id"),
                    identity("order_id"),
                    open("closing_cause", TEXT),
                    open("dismissal_code", TEXT)),
            "opened_at",
            true),
    /** One row for each outcome of an order, repeated ones too; its day is that of the meter's field time. */
    outcomes(
            List.of(
                    identity("order_id"),
                    identity("meter_id"),
                    identity("campaign_id"),
                    identity("case_id"),
                    open("sequence", WHOLE),
                    open("outcome", TEXT),
                    open("reason_code", TEXT),
                    withheld("reason_text", TEXT),
                    open("repeated", TRUTH),
                    withheld("as_found_block_hex", TEXT),
                    withheld("as_found_checksum", WHOLE),
                    withheld("as_left_block_hex", TEXT),
                    withheld("as_left_checksum", WHOLE),
                    open("new_epoch", WHOLE),
                    open("attempts", WHOLE),
                    open("field_time", TIME),
                    open("wall_time", TIME)),
            "field_time",
            false);

    private final List<Column> columns;
    private final String timeColumn;
    private final boolean newestOnly;

    Dataset(List<Column> columns, String timeColumn, boolean newestOnly) {
        this.columns = columns;
        this.timeColumn = timeColumn;
        this.newestOnly = newestOnly;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The column whose UTC day a row belongs to. */
    public String timeColumn() {
        return timeColumn;
    }

    /** True when of all rows with the same first column the newest one counts. */
    public boolean isNewestOnly() {
        return newestOnly;
    }
}
