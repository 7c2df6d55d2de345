// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The 12-octet date-time of COSEM. Written in UTC with deviation 0; read with any deviation (UTC = local + deviation). */
final class CosemDateTime {
    static final int LENGTH = 12;
    private static final int NOT_SPECIFIED = 0xFF;
    private static final int DEVIATION_NOT_SPECIFIED = 0x8000;

    private CosemDateTime() {}

    /** Writes the 12 octets of an instant given in seconds since 1970-01-01T00:00:00Z. */
    static void encode(long epochSecond, OctetWriter out) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
        out.u16(time.getYear()).u8(time.getMonthValue()).u8(time.getDayOfMonth());
        out.u8(time.getDayOfWeek().getValue());
        out.u8(time.getHour()).u8(time.getMinute()).u8(time.getSecond()).u8(0);
        out.u16(0).u8(0);
    }

    static byte[] encoded(long epochSecond) {
        OctetWriter out = new OctetWriter(LENGTH);
        encode(epochSecond, out);
        return out.toByteArray();
    }

    /**
     * Seconds since 1970-01-01T00:00:00Z; {@code ifOpen} when the year is not specified. Time fields that are not
     * specified count as zero.
     */
    static long decode(byte[] octets, long ifOpen) {
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
        int deviationMinutes = deviation == DEVIATION_NOT_SPECIFIED ? 0 : (short) deviation;
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC)
                    + deviationMinutes * 60L;
        } catch (DateTimeException invalid) {
            throw new DlmsFormatException("date-time: " + invalid.getMessage());
        }
    }

    private static int zeroIfOpen(int field) {
        return field == NOT_SPECIFIED ? 0 : field;
    }
}
