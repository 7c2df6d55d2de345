// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.state.Watched;
import org.plumbline.gateway.state.WatchedValues;
import org.plumbline.schema.EventCodes;

/** Tells bits of the error and alarm registers as they appear and as they clear. */
final class Conditions {

    private Conditions() {}

    static List<Publication> changed(WatchedValues before, WatchedValues now, Stamp stamp) {
        List<Publication> events = new ArrayList<>();
        for (Watched register : Watched.values()) {
            Long set = now.get(register);
            if (register.kind() != Watched.Kind.BITS || set == null) {
                continue;
            }
            Long known = before.get(register);
            long had = known == null ? 0 : known;
            if ((set & ~had) != 0) {
                events.add(event(register, set, "appeared", set & ~had, stamp));
            }
            if ((had & ~set) != 0) {
                events.add(event(register, set, "cleared", had & ~set, stamp));
            }
        }
        return events;
    }

    private static Publication event(Watched register, long set, String what, long bits, Stamp stamp) {
        String names = String.join(", ", BitMeanings.of(register, bits));
        String remedy = what.equals("cleared")
                ? "no longer reports: " + names + "."
                : "reports: " + names + "; read out and keep everything before anybody resets the meter.";
        return stamp.event(
                EventCodes.METER_ERROR,
                "The meter " + remedy,
                Map.of("register", register.name(), what, names, "bits", Long.toHexString(set)));
    }
}
