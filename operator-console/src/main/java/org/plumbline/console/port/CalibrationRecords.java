// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.time.Instant;
import java.util.Optional;
import org.plumbline.console.record.CalibrationRecord;

/** Makes calibration records from what the log holds. */
public interface CalibrationRecords {

    /**
     * The record of a meter as the log stands now; takes seconds.
     *
     * @param madeAt wall-clock time that the record states
     * @return empty when the log knows no such meter
     * @throws org.plumbline.console.ConsoleException when the log cannot be read in time, or holds too much for one record
     */
    Optional<CalibrationRecord> of(String meterId, Instant madeAt);
}
