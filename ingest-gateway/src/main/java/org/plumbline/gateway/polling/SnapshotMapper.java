// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.MeterState;

/** Makes a reading of registers read now; the current calibration epoch is theirs. */
final class SnapshotMapper {

    /** AMR profile status, bit 1: the clock is invalid. */
    private static final int CLOCK_INVALID = 0x02;

    private static final int STATUS_NOT_SPECIFIED = 0xFF;
    private static final int INVALID_OR_DOUBTFUL = 0x03;

    private SnapshotMapper() {}

    /** Null when the meter gave no value. A meter that gives no time is stamped with field time, and marked. */
    static Publication.@Nullable Reading reading(
            Snapshot snapshot, ReadingOrigin origin, MeterState state, Instant received) {
        List<Publication.Register> registers = new ArrayList<>();
        for (RegisterOutcome outcome : snapshot.registers()) {
            if (outcome instanceof RegisterOutcome.Read(RegisterValue value)) {
                registers.add(new Publication.Register(
                        value.obis(),
                        value.raw(),
                        value.scalerUnit().scaler(),
                        value.scalerUnit().unit()));
            }
        }
        if (registers.isEmpty()) {
            return null;
        }
        Instant meterTime = snapshot.meterTime();
        boolean invalid = meterTime == null
                || snapshot.clockStatus() != STATUS_NOT_SPECIFIED
                        && (snapshot.clockStatus() & INVALID_OR_DOUBTFUL) != 0;
        CalibrationEpoch epoch = state.currentEpoch();
        return origin.reading(
                meterTime == null ? origin.sessionFieldTime() : meterTime,
                received,
                invalid ? CLOCK_INVALID : 0,
                epoch == null ? 0 : epoch.number(),
                registers);
    }
}
