// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.MeterState;

/** Makes a reading of registers read now; the current calibration epoch is theirs. */
final class SnapshotMapper {

    /** AMR profile status, bit 1: the clock is invalid. */
    private static final int CLOCK_INVALID = 0x02;

    private static final int STATUS_NOT_SPECIFIED = 0xFF;
    private static final int INVALID_OR_DOUBTFUL = 0x03;

    /** AMR profile status of load profile 1. */
    private static final CosemAttribute STATUS = new CosemAttribute(1, ObisCode.parse("0.0.96.10.1.255"), 2);

    private SnapshotMapper() {}

    /** @param status whether to ask for the AMR profile status, too */
    static Snapshot.Request request(List<ObisCode> registers, Map<ObisCode, ScalerUnit> scalers, boolean status) {
        return new Snapshot.Request(status ? List.of(STATUS) : List.of(), registers, scalers);
    }

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
        int clockBits = meterTime == null || isInvalid(snapshot.clockStatus()) ? CLOCK_INVALID : 0;
        CalibrationEpoch epoch = state.currentEpoch();
        return origin.reading(
                meterTime == null ? origin.sessionFieldTime() : meterTime,
                received,
                statusOf(snapshot) | clockBits,
                epoch == null ? 0 : epoch.number(),
                registers);
    }

    /** 0 where the meter gives none, as in a profile without a status column. */
    private static int statusOf(Snapshot snapshot) {
        for (AccessOutcome outcome : snapshot.objects()) {
            if (outcome instanceof AccessOutcome.Done(CosemValue.IntegerValue(var type, long bits))
                    && bits >= 0
                    && bits <= 0xFF) {
                return (int) bits;
            }
        }
        return 0;
    }

    private static boolean isInvalid(int clockStatus) {
        return clockStatus != STATUS_NOT_SPECIFIED && (clockStatus & INVALID_OR_DOUBTFUL) != 0;
    }
}
