// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterIdentity;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.Watched;
import org.plumbline.schema.EventCodes;

/**
 * The meter is another one, or measures in another way.
 *
 * @param what what has changed: for people and programs
 */
record IdentityChange(Kind kind, String what, String from, String to) {

    /** What a change is about. */
    enum Kind {
        EXCHANGE,
        FIRMWARE,
        RATIO
    }

    static boolean exchanged(LastSeen before, MeterIdentity shown) {
        return differ(before.serial(), shown.serial());
    }

    /** Nothing has changed that was not known before, or is not shown now. */
    static List<IdentityChange> between(LastSeen before, LastSeen now) {
        List<IdentityChange> changes = new ArrayList<>();
        if (differ(before.serial(), now.serial())) {
            changes.add(new IdentityChange(Kind.EXCHANGE, "serial", before.serial(), now.serial()));
            return changes;
        }
        if (differ(before.firmware(), now.firmware())) {
            changes.add(new IdentityChange(Kind.FIRMWARE, "firmware", before.firmware(), now.firmware()));
        }
        for (Watched object : Watched.values()) {
            Long from = before.values().get(object);
            Long to = now.values().get(object);
            if (object.kind() == Watched.Kind.RATIO && from != null && to != null && !from.equals(to)) {
                changes.add(new IdentityChange(Kind.RATIO, object.name(), from.toString(), to.toString()));
            }
        }
        return changes;
    }

    private static boolean differ(String before, String now) {
        return !before.isEmpty() && !now.isEmpty() && !before.equals(now);
    }

    Publication.Event event(Stamp stamp) {
        return stamp.event(
                EventCodes.IDENTITY, text(), Map.of("kind", kind.name(), "what", what, "before", from, "after", to));
    }

    private String text() {
        return switch (kind) {
            case EXCHANGE -> "The meter was exchanged; its readings go on with the new meter's.";
            case FIRMWARE -> "The meter's firmware was changed; check that it is an approved one.";
            case RATIO -> "A transformer ratio of the meter was changed; check it against the transformers installed.";
        };
    }

    String evidence() {
        return from + " -> " + to;
    }
}
