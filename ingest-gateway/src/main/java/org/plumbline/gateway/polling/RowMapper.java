// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.state.MeterState;

/** Makes readings of profile rows; the row's own change counter tells the calibration epoch. */
final class RowMapper {

    private static final int EPOCH_UNKNOWN = 0;

    private final ProfileLayout layout;
    private final Instant sessionFieldTime;
    private final @Nullable Long clockOffsetMillis;
    private final int counterIndex;

    RowMapper(ProfileLayout layout, Instant sessionFieldTime, @Nullable Long clockOffsetMillis) {
        this.layout = layout;
        this.sessionFieldTime = sessionFieldTime;
        this.clockOffsetMillis = clockOffsetMillis;
        this.counterIndex = layout.indexOf(ActiveBlock.CHANGE_COUNTER.obis());
    }

    /** @param wanted registers to publish; empty = all that have a scaler */
    Publication.Reading reading(ProfileRow row, MeterState state, Instant received, Set<ObisCode> wanted) {
        List<Publication.Register> registers = new ArrayList<>();
        for (int i = 0; i < layout.registers().size(); i++) {
            ProfileLayout.Column column = layout.registers().get(i);
            ScalerUnit scalerUnit = column.scalerUnit();
            Long raw = row.values().get(i);
            if (raw != null && scalerUnit != null && (wanted.isEmpty() || wanted.contains(column.obis()))) {
                registers.add(new Publication.Register(column.obis(), raw, scalerUnit.scaler(), scalerUnit.unit()));
            }
        }
        return new Publication.Reading(
                row.captureTime(),
                received,
                sessionFieldTime,
                clockOffsetMillis,
                row.status(),
                epochOf(row, state),
                registers);
    }

    private int epochOf(ProfileRow row, MeterState state) {
        Long counter = counterIndex < 0 ? null : row.values().get(counterIndex);
        return counter == null ? EPOCH_UNKNOWN : state.epochOf(counter);
    }
}
