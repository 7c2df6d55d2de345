// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.Watched;
import org.plumbline.gateway.state.WatchedValues;

/** Reads the watched objects of a meter together. */
public final class WatchedObjects {

    /** read-write-denied, object-undefined, object-class-inconsistent, object-unavailable (IEC 62056-5-3). */
    private static final List<Integer> LACKING = List.of(3, 4, 9, 11);

    private WatchedObjects() {}

    /**
     * What was seen before, with the numbers the meter shows now. An object that the meter lacks or hides is not asked
     * for again; one that it does not give just now keeps its number.
     */
    public static LastSeen read(MeterSession session, LastSeen before) {
        List<Watched> asked = Arrays.stream(Watched.values())
                .filter(object -> (before.lacking() & object.bit()) == 0)
                .toList();
        List<AccessOutcome> outcomes =
                ObjectList.read(session, asked.stream().map(Watched::attribute).toList());
        WatchedValues values = before.values();
        int lacking = before.lacking();
        for (int i = 0; i < asked.size(); i++) {
            Watched object = asked.get(i);
            switch (outcomes.get(i)) {
                case AccessOutcome.Refused(int code) -> lacking |= LACKING.contains(code) ? object.bit() : 0;
                case AccessOutcome.Done(CosemValue value) -> {
                    Long number = numberOf(value);
                    if (number == null) {
                        lacking |= object.bit();
                    } else {
                        values = values.with(object, number);
                    }
                }
            }
        }
        return before.withValues(values, lacking);
    }

    /** Bit sets also come as octet-string, the first octet being the most significant; null for anything else. */
    private static @Nullable Long numberOf(CosemValue value) {
        return switch (value) {
            case CosemValue.IntegerValue(CosemValue.IntegerType type, long number) -> number;
            case CosemValue.OctetString(Octets octets)
            when octets.length() > 0 && octets.length() <= Long.BYTES -> {
                long number = 0;
                for (byte octet : octets.toArray()) {
                    number = number << Byte.SIZE | (octet & 0xFF);
                }
                yield number;
            }
            default -> null;
        };
    }
}
