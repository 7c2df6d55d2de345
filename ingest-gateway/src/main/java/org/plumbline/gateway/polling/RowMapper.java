// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.plumbline.gateway.calibration.ActiveBlock;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.MeterState;

/** Makes readings of profile rows; the row's own change counter tells the calibration epoch. */
final class RowMapper {

    private static final int EPOCH_UNKNOWN = 0;

    private final ProfileLayout layout;
    private final ReadingOrigin origin;
    private final int counterIndex;

    RowMapper(ProfileLayout layout, ReadingOrigin origin) {
        this.layout = layout;
        this.origin = origin;
        this.counterIndex = layout.indexOf(ActiveBlock.CHANGE_COUNTER.obis());
    }

    /** Only what is published is decoded; the change counter tells the epoch. */
    static boolean isRead(Admission.Admitted meter, ProfileLayout.Column column) {
        return column.obis().equals(ActiveBlock.CHANGE_COUNTER.obis())
                || (column.scalerUnit() != null
                        && (meter.registers().isEmpty() || meter.registers().contains(column.obis())));
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
        return origin.reading(row.captureTime(), received, row.status(), epochOf(row, state), registers);
    }

    private int epochOf(ProfileRow row, MeterState state) {
        Long counter = counterIndex < 0 ? null : row.values().get(counterIndex);
        return counter == null ? EPOCH_UNKNOWN : state.epochOf(row.captureTime(), counter);
    }
}
