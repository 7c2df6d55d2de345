// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.ProfileRow;
import org.plumbline.simulator.meter.SimulatedMeter;

/** The load profile. */
final class ProfileObjects {
    private static final int STATUS_CLOCK_INVALID = 0x02;
    private static final String STATUS = "0.0.96.10.1.255";

    private ProfileObjects() {}

    /** The status that the profile captures, readable on its own. */
    static CosemObject status() {
        return CosemObject.data(
                STATUS, meter -> CosemData.unsigned(meter.snapshot().status()));
    }

    static CosemObject loadProfile(List<EnergyQuantity> extraColumns) {
        BufferReader<ProfileRow> buffer = new BufferReader<>(rows(), columns(extraColumns));
        return new CosemObject(7, 1, "1.0.99.1.0.255")
                .withEncoded(2, buffer)
                .with(3, meter -> CosemData.array(buffer.captureObjects()))
                .with(
                        4,
                        meter -> CosemData.doubleLongUnsigned(
                                meter.plan().features().capturePeriodSeconds()))
                .with(5, meter -> CosemData.enumerated(1))
                .with(6, meter -> buffer.captureObjects().getFirst())
                .with(7, meter -> CosemData.doubleLongUnsigned(meter.profileEntriesInUse()))
                .with(
                        8,
                        meter -> CosemData.doubleLongUnsigned(
                                meter.plan().features().profileCapacity()));
    }

    private static List<BufferColumn<ProfileRow>> columns(List<EnergyQuantity> extraColumns) {
        List<BufferColumn<ProfileRow>> columns = new ArrayList<>();
        columns.add(new BufferColumn<>(8, ClockObjects.CLOCK, (meter, row, out) -> {
            out.u8(CosemData.OCTET_STRING).u8(CosemDateTime.LENGTH);
            boolean invalid = (row.status() & STATUS_CLOCK_INVALID) != 0;
            CosemDateTime.encode(
                    row.captureEpochSecond(), meter.plan().features().clock(), invalid, out);
        }));
        columns.add(new BufferColumn<>(
                1, STATUS, (meter, row, out) -> out.u8(CosemData.UNSIGNED).u8(row.status())));
        columns.add(new BufferColumn<>(
                3,
                EnergyQuantity.ACTIVE_IMPORT.obis(),
                (meter, row, out) -> out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(row.registerRaw())));
        columns.add(new BufferColumn<>(
                3,
                RegisterObjects.TEMPERATURE,
                (meter, row, out) -> out.u8(CosemData.LONG).u16(row.temperatureDecicelsius())));
        columns.add(new BufferColumn<>(
                1,
                StateObjects.CHANGE_COUNTER,
                (meter, row, out) -> out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(row.changeCounter())));
        for (int i = 0; i < extraColumns.size(); i++) {
            int column = i;
            columns.add(new BufferColumn<>(
                    3,
                    extraColumns.get(i).obis(),
                    (meter, row, out) -> out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(row.extraRaw()[column])));
        }
        return columns;
    }

    private static BufferReader.Rows<ProfileRow> rows() {
        return new BufferReader.Rows<>() {
            @Override
            public List<ProfileRow> byTime(SimulatedMeter meter, long fromEpochSecond, long toEpochSecond) {
                return meter.rowsByTime(fromEpochSecond, toEpochSecond);
            }

            @Override
            public List<ProfileRow> byEntry(SimulatedMeter meter, long fromEntry, long toEntry) {
                return meter.rowsByEntry(fromEntry, toEntry);
            }
        };
    }
}
