// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.ScalerUnit;

/** Layout and rows of a load profile (class 7), from decoded values; every promise of the class is checked. */
final class ProfileReader {

    private static final int CLOCK_CLASS = 8;
    private static final int DATA_CLASS = 1;
    private static final int REGISTER_CLASS = 3;
    private static final int EXTENDED_REGISTER_CLASS = 4;
    private static final int VALUE_ATTRIBUTE = 2;
    private static final int SCALER_ATTRIBUTE = 3;
    private static final int WIDEST = 64;
    private static final long SHORTEST_PERIOD_SECONDS = ProfileLayout.SHORTEST_PERIOD.toSeconds();
    private static final long LONGEST_PERIOD_SECONDS = 86_400;

    private ProfileReader() {}

    /** Where the scalers of the captured registers are; capture objects that are malformed have none. */
    static List<CosemAttribute> scalers(ObisCode profile, CosemValue captureObjects) {
        return captureObjects instanceof CosemValue.Array(List<CosemValue> objects) && objects.size() <= WIDEST
                ? objects.stream()
                        .map(object -> CaptureObject.of(profile, object))
                        .filter(CaptureObject::isScaled)
                        .map(object -> new CosemAttribute(object.classId(), object.obis(), SCALER_ATTRIBUTE))
                        .distinct()
                        .toList()
                : List.of();
    }

    /** @param scalers reads the scaler of an object, given its class and name */
    static ProfileLayout layout(
            ObisCode profile,
            CosemValue captureObjects,
            CosemValue capturePeriod,
            BiFunction<Integer, ObisCode, ScalerUnit> scalers) {
        long seconds = Values.unsigned(profile, capturePeriod);
        if (seconds < SHORTEST_PERIOD_SECONDS || seconds > LONGEST_PERIOD_SECONDS) {
            throw Values.unexpected(profile, "capture period of " + seconds + " s");
        }
        if (!(captureObjects instanceof CosemValue.Array(List<CosemValue> objects))
                || objects.isEmpty()
                || objects.size() > WIDEST) {
            throw Values.unexpected(profile, "capture objects are no array of 1.." + WIDEST);
        }
        int clock = -1;
        int status = -1;
        List<ProfileLayout.Column> registers = new ArrayList<>();
        for (int position = 0; position < objects.size(); position++) {
            CaptureObject object = CaptureObject.of(profile, objects.get(position));
            if (object.isClock() && clock < 0) {
                clock = position;
            } else if (object.isStatus() && status < 0) {
                status = position;
            } else {
                registers.add(object.column(position, scalers));
            }
        }
        if (clock < 0) {
            throw Values.unexpected(profile, "captures no clock");
        }
        return new ProfileLayout(profile, Duration.ofSeconds(seconds), objects.size(), clock, status, registers);
    }

    /**
     * Rows as the meter sent them. A row that cannot be used is left out and counted: it must not keep the meter from
     * being read for ever.
     */
    static ProfileSlice slice(ProfileLayout layout, CosemValue buffer, Instant from, Instant to) {
        if (!(buffer instanceof CosemValue.Array(List<CosemValue> entries))) {
            throw Values.unexpected(layout.profile(), "buffer is no array");
        }
        List<ProfileRow> rows = new ArrayList<>(entries.size());
        Instant previous = null;
        for (CosemValue entry : entries) {
            CosemDateTime time = captureTime(layout, entry, previous);
            previous = time.instant();
            ProfileRow row = row(layout, entry, time);
            if (row != null
                    && !row.captureTime().isBefore(from)
                    && !row.captureTime().isAfter(to)) {
                rows.add(row);
            }
        }
        return new ProfileSlice(rows, entries.size() - rows.size(), to);
    }

    /** Null when the row cannot be used. */
    private static @Nullable ProfileRow row(ProfileLayout layout, CosemValue entry, CosemDateTime time) {
        Instant instant = time.instant();
        if (instant == null || !(entry instanceof CosemValue.Structure(List<CosemValue> cells))) {
            return null;
        }
        try {
            int status = layout.statusColumn() < 0 ? 0 : status(layout, cells.get(layout.statusColumn()));
            List<@Nullable Long> values = new ArrayList<>(layout.registers().size());
            for (ProfileLayout.Column column : layout.registers()) {
                values.add(raw(column, cells.get(column.position())));
            }
            return new ProfileRow(instant, time.clockStatus(), status, values);
        } catch (MeterFaultException malformed) {
            return null;
        }
    }

    /**
     * Null data stands for "one capture period after the row before"; no instant where there is none, or the row is not
     * as wide as the layout.
     */
    private static CosemDateTime captureTime(ProfileLayout layout, CosemValue entry, @Nullable Instant previous) {
        CosemDateTime none = new CosemDateTime(null, 0xFF);
        if (!(entry instanceof CosemValue.Structure(List<CosemValue> cells)) || cells.size() != layout.width()) {
            return none;
        }
        CosemValue cell = cells.get(layout.clockColumn());
        if (cell instanceof CosemValue.NullData) {
            return previous == null ? none : new CosemDateTime(previous.plus(layout.capturePeriod()), 0xFF);
        }
        try {
            return Values.dateTime(layout.profile(), cell);
        } catch (MeterFaultException malformed) {
            return none;
        }
    }

    private static int status(ProfileLayout layout, CosemValue cell) {
        long status = Values.unsigned(layout.profile(), cell);
        if (status > 0xFF) {
            throw Values.unexpected(layout.profile(), "profile status of more than 8 bits");
        }
        return (int) status;
    }

    private static @Nullable Long raw(ProfileLayout.Column column, CosemValue cell) {
        return cell instanceof CosemValue.NullData ? null : (Long) Values.integer(column.obis(), cell);
    }

    /** One element of capture_objects: class, logical name, attribute, data index. */
    private record CaptureObject(int classId, ObisCode obis, int attribute) {

        static CaptureObject of(ObisCode profile, CosemValue element) {
            if (element instanceof CosemValue.Structure(List<CosemValue> parts)
                    && parts.size() == 4
                    && parts.get(1) instanceof CosemValue.OctetString(Octets name)
                    && name.length() == ObisCode.LENGTH) {
                long classId = Values.unsigned(profile, parts.get(0));
                long attribute = Values.integer(profile, parts.get(2));
                long index = Values.integer(profile, parts.get(3));
                if (classId <= 0xFFFF && attribute >= 1 && attribute <= 127 && index == 0) {
                    return new CaptureObject((int) classId, ObisCode.of(name.toArray()), (int) attribute);
                }
            }
            throw Values.unexpected(profile, "capture object is malformed");
        }

        boolean isClock() {
            return classId == CLOCK_CLASS && attribute == VALUE_ATTRIBUTE;
        }

        /** Profile status is 0.x.96.10.e.255. */
        boolean isStatus() {
            return classId == DATA_CLASS
                    && attribute == VALUE_ATTRIBUTE
                    && obis.a() == 0
                    && obis.c() == 96
                    && obis.d() == 10;
        }

        boolean isScaled() {
            return attribute == VALUE_ATTRIBUTE && (classId == REGISTER_CLASS || classId == EXTENDED_REGISTER_CLASS);
        }

        ProfileLayout.Column column(int position, BiFunction<Integer, ObisCode, ScalerUnit> scalers) {
            return new ProfileLayout.Column(
                    position, classId, obis, attribute, isScaled() ? scalers.apply(classId, obis) : null);
        }
    }
}
