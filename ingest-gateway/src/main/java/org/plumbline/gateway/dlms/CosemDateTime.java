// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * COSEM date-time (IEC 62056-6-2 clause 4.1.6.1), 12 octets: year (2), month, day of month, day of week, hour, minute,
 * second, hundredths, deviation in minutes (2, signed), clock status. UTC = local time + deviation.
 *
 * @param instant null when the octets name no instant: a wildcard in date or time, a field outside its range, or a
 *     deviation that is not specified (0x8000)
 * @param clockStatus clock status octet, 0xFF = not specified
 */
public record CosemDateTime(@Nullable Instant instant, int clockStatus) {

    public static final int LENGTH = 12;

    private static final int NOT_SPECIFIED = 0xFF;
    private static final int DEVIATION_AT = 9;
    private static final int STATUS_AT = 11;
    private static final int DAYLIGHT_SAVING = 0x80;
    private static final short DEVIATION_NOT_SPECIFIED = (short) 0x8000;
    private static final int LATEST_YEAR = 9_999;
    private static final int LARGEST_DEVIATION_MINUTES = 840;

    /** Any twelve octets give a value; another length throws IllegalArgumentException. */
    public static CosemDateTime decode(byte[] octets) {
        if (octets.length != LENGTH) {
            throw new IllegalArgumentException("date-time needs 12 octets, got " + octets.length);
        }
        ByteBuffer in = ByteBuffer.wrap(octets);
        int year = in.getShort() & 0xFFFF;
        int month = in.get() & 0xFF;
        int day = in.get() & 0xFF;
        in.get(); // day of week follows from the date
        int hour = in.get() & 0xFF;
        int minute = in.get() & 0xFF;
        int second = in.get() & 0xFF;
        int hundredths = in.get() & 0xFF;
        short deviation = in.getShort();
        int status = in.get() & 0xFF;
        boolean wildcard = year > LATEST_YEAR || (hundredths > 99 && hundredths != NOT_SPECIFIED);
        if (wildcard || deviation == DEVIATION_NOT_SPECIFIED || Math.abs(deviation) > LARGEST_DEVIATION_MINUTES) {
            return new CosemDateTime(null, status);
        }
        try {
            int nanos = hundredths == NOT_SPECIFIED ? 0 : hundredths * 10_000_000;
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
            return new CosemDateTime(local.plusMinutes(deviation).toInstant(ZoneOffset.UTC), status);
        } catch (DateTimeException wildcardOrOutOfRange) {
            return new CosemDateTime(null, status);
        }
    }

    /** UTC with deviation 0 and clock status 0; hundredths are cut, the year must be 0..9999. */
    public static byte[] encode(Instant instant) {
        return encoded(instant, (short) 0, 0);
    }

    /**
     * As a meter tells its time: in the local time and with the daylight saving of a date-time that it gave.
     *
     * @param given twelve octets that {@link #decode} finds an instant in
     */
    public static byte[] encodeLike(byte[] given, Instant instant) {
        return encoded(instant, ByteBuffer.wrap(given).getShort(DEVIATION_AT), given[STATUS_AT] & DAYLIGHT_SAVING);
    }

    private static byte[] encoded(Instant instant, short deviationMinutes, int clockStatus) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).minusMinutes(deviationMinutes);
        return ByteBuffer.allocate(LENGTH)
                .putShort((short) local.getYear())
                .put((byte) local.getMonthValue())
                .put((byte) local.getDayOfMonth())
                .put((byte) local.getDayOfWeek().getValue())
                .put((byte) local.getHour())
                .put((byte) local.getMinute())
                .put((byte) local.getSecond())
                .put((byte) (local.getNano() / 10_000_000))
                .putShort(deviationMinutes)
                .put((byte) clockStatus)
                .array();
    }
}
