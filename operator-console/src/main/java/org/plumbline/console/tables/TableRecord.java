// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.audit.AuditLine;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetRecord;

/** One thing a topic tells, as far as the tables keep it. Of the same key the later record of the topic counts. */
public sealed interface TableRecord {

    /**
     * A registration.
     *
     * @param type type designation, else the meter model
     * @param yearOfManufacture 0 = not stated
     * @param capturePeriodSeconds 0 = not stated
     * @param pollPeriodSeconds of field time; 0 = not stated
     * @param limitPercent 0 = not set
     */
    record Registered(
            String meterId,
            String state,
            String serialNumber,
            String type,
            String accuracyClass,
            String district,
            int yearOfManufacture,
            int capturePeriodSeconds,
            int pollPeriodSeconds,
            double limitPercent)
            implements TableRecord {}

    /** An estimate as one point of the meter's history. */
    record History(Estimate estimate) implements TableRecord {}

    /**
     * A reading. Personal data.
     *
     * @param captureTime by the meter's clock
     * @param sessionTime field time of the session that fetched it
     * @param clockOffsetMillis meter clock minus field time; null where it was not measured
     */
    record Reading(
            String meterId,
            Instant captureTime,
            String source,
            Instant sessionTime,
            int statusBits,
            int calibrationEpoch,
            @Nullable Long clockOffsetMillis,
            List<Register> registers)
            implements TableRecord {
        public Reading {
            registers = List.copyOf(registers);
        }

        /** True for a row of the load profile. */
        public boolean isInterval() {
            return source.equals("PROFILE");
        }
    }

    /**
     * No reading of the meter up to this capture time is kept, whenever it comes.
     *
     * @param upTo last capture time that is erased
     */
    record Erased(String meterId, Instant upTo) implements TableRecord {}

    /** A register as read: raw * 10^scaler, in a unit by its DLMS code. */
    record Register(String obis, long raw, int scaler, int unit) {}

    /** What the head-end did and what it could not read; it is kept by wall-clock time and counted nowhere. */
    sealed interface Told extends TableRecord {}

    /** An entry of the audit chain. */
    record Audited(AuditLine line) implements Told {}

    /** A record that a service put aside. @param culprit who writes to the topic where it stood, in words */
    record PutAside(DeadLetter letter, String culprit) implements Told {}

    /** That one of them was written to its topic again. */
    record Replayed(ReplayNote note) implements Told {}

    /** Newest estimate of a meter, event, case, campaign, member or outcome, or the end of a key. */
    record Of(FleetRecord told) implements TableRecord {}
}
