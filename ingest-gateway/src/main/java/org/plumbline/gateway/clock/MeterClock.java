// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.clock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.CosemAccess;

/** The objects around a meter's clock (IEC 62056-6-2, class Clock), on one association. */
public final class MeterClock {

    private static final int CLOCK_CLASS = 8;
    private static final int DATA_CLASS = 1;
    private static final int REGISTER_CLASS = 3;
    private static final int SHIFT_TIME = 6;
    private static final ObisCode CLOCK = ObisCode.parse("0.0.1.0.0.255");
    private static final CosemAttribute TIME = new CosemAttribute(CLOCK_CLASS, CLOCK, 2);
    private static final CosemAttribute SHIFT = new CosemAttribute(CLOCK_CLASS, CLOCK, SHIFT_TIME);

    /** Clock time shift limit, in seconds; class Register or Data. */
    private static final ObisCode SHIFT_LIMIT = ObisCode.parse("1.0.0.9.11.255");

    private final CosemAccess access;

    public MeterClock(CosemAccess access) {
        this.access = access;
    }

    /** Largest deviation that the meter lets itself be shifted by; null where it does not say. */
    public @Nullable Duration shiftLimit() {
        Long seconds = seconds(access.get(new CosemAttribute(REGISTER_CLASS, SHIFT_LIMIT, 2)));
        if (seconds == null) {
            seconds = seconds(access.get(new CosemAttribute(DATA_CLASS, SHIFT_LIMIT, 2)));
        }
        return seconds == null || seconds < 0 ? null : Duration.ofSeconds(seconds);
    }

    /** @param seconds to add, -900..900 */
    public AccessOutcome shift(int seconds) {
        return access.invoke(SHIFT, new CosemValue.IntegerValue(CosemValue.IntegerType.LONG, seconds));
    }

    /** The date-time as the meter gives it, to answer it in kind; null when it names no instant. */
    public byte @Nullable [] given() {
        if (!(access.get(TIME) instanceof AccessOutcome.Done(CosemValue value))) {
            return null;
        }
        Octets octets = switch (value) {
            case CosemValue.OctetString(Octets content) -> content;
            case CosemValue.TemporalValue(int tag, Octets content) -> content;
            default -> Octets.empty();
        };
        return octets.length() == CosemDateTime.LENGTH
                        && CosemDateTime.decode(octets.toArray()).instant() != null
                ? octets.toArray()
                : null;
    }

    /** @param given what {@link #given} returned */
    public AccessOutcome set(byte[] given, Instant time) {
        return access.set(TIME, CosemValue.OctetString.of(CosemDateTime.encodeLike(given, time)));
    }

    private static @Nullable Long seconds(AccessOutcome outcome) {
        return outcome instanceof AccessOutcome.Done(CosemValue.IntegerValue(CosemValue.IntegerType type, long value))
                ? (Long) value
                : null;
    }
}
