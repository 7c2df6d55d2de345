// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.plumbline.simulator.meter.MeterFeatures.ClockPlan;

/** The 12-octet date-time of COSEM; UTC = local + deviation (Blue Book, date and time formats). */
final class CosemDateTime {
    static final int LENGTH = 12;
    private static final int NOT_SPECIFIED = 0xFF;
    private static final int DEVIATION_NOT_SPECIFIED = 0x8000;
    private static final int STATUS_INVALID = 0x01;
    private static final int STATUS_DAYLIGHT_SAVING = 0x80;

    private CosemDateTime() {}

    /** Writes the 12 octets of an instant given in seconds since 1970-01-01T00:00:00Z, as the clock of a plan shows it. */
    static void encode(long epochSecond, ClockPlan clock, boolean invalid, OctetWriter out) {
        ZoneRules rules = clock.zone().getRules();
        Instant instant = Instant.ofEpochSecond(epochSecond);
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, offset);
        out.u16(time.getYear()).u8(time.getMonthValue()).u8(time.getDayOfMonth());
        out.u8(time.getDayOfWeek().getValue());
        out.u8(time.getHour()).u8(time.getMinute()).u8(time.getSecond()).u8(0);
        out.u16(clock.deviationShown() ? -offset.getTotalSeconds() / 60 : DEVIATION_NOT_SPECIFIED);
        out.u8(status(clock, instant, invalid));
    }

    static byte[] encoded(long epochSecond, ClockPlan clock, boolean invalid) {
        OctetWriter out = new OctetWriter(LENGTH);
        encode(epochSecond, clock, invalid, out);
        return out.toByteArray();
    }

    /** A date-time of which nothing is specified. */
    static byte[] notSpecified() {
        OctetWriter out = new OctetWriter(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            out.u8(NOT_SPECIFIED);
        }
        byte[] octets = out.toByteArray();
        octets[9] = (byte) (DEVIATION_NOT_SPECIFIED >> 8);
        octets[10] = 0;
        return octets;
    }

    /** Clock status (Blue Book): bit 0 invalid value, bit 7 daylight saving. */
    static int status(ClockPlan clock, Instant instant, boolean invalid) {
        boolean summer = clock.deviationShown() && clock.zone().getRules().isDaylightSavings(instant);
        return (invalid ? STATUS_INVALID : 0) | (summer ? STATUS_DAYLIGHT_SAVING : 0);
    }

    /**
     * Seconds since 1970-01-01T00:00:00Z; {@code ifOpen} when the year is not specified. Time fields that are not
     * specified count as zero.
     *
     * @param zone of times without deviation
     */
    static long decode(byte[] octets, long ifOpen, ZoneId zone) {
        if (octets.length != LENGTH) {
            throw new DlmsFormatException("date-time of " + octets.length + " octets");
        }
        OctetReader in = new OctetReader(octets);
        int year = in.u16();
        if (year == 0xFFFF) {
            return ifOpen;
        }
        int month = in.u8();
        int day = in.u8();
        in.u8(); // day of week follows from the date
        int hour = zeroIfOpen(in.u8());
        int minute = zeroIfOpen(in.u8());
        int second = zeroIfOpen(in.u8());
        in.u8(); // hundredths
        int deviation = in.u16();
        try {
            LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second);
            return deviation == DEVIATION_NOT_SPECIFIED
                    ? time.atZone(zone).toEpochSecond()
                    : time.toEpochSecond(ZoneOffset.UTC) + (short) deviation * 60L;
        } catch (DateTimeException invalid) {
            throw new DlmsFormatException("date-time: " + invalid.getMessage());
        }
    }

    private static int zeroIfOpen(int field) {
        return field == NOT_SPECIFIED ? 0 : field;
    }
}
