// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to holds on one partition of their topic, for the audit chain: the newest {@value #REMEMBERED}, and how far
 * older ones have been forgotten.
 *
 * @param forgottenUpTo offset of the newest record that is not in the list any more; −1 when none is missing
 * @param newest by rising offset
 */
public record HoldEvents(long forgottenUpTo, List<HoldEvent> newest) {

    private static final int REMEMBERED = 256;

    /** What a record did. */
    public enum Kind {
        /** It stops. */
        HOLD_SET,
        /** It lifts the newest stop. */
        HOLD_LIFTED,
        /** It would lift and does not. */
        HOLD_LIFT_REFUSED
    }

    /**
     * One record of the topic.
     *
     * @param scope campaignId or {@code *}
     * @param principal who it says it is from
     * @param authentic true when a trusted console vouches for the principal
     * @param reason in the person's words; the named reason of a refusal
     * @param stopId the stop that was set, or that the lift names
     * @param recordedAt timestamp of the record
     */
    public record HoldEvent(
            Kind kind,
            String scope,
            String principal,
            boolean authentic,
            String reason,
            String stopId,
            Instant recordedAt,
            long offset) {}

    /** Copies the list. */
    public HoldEvents {
        newest = List.copyOf(newest);
    }

    /** With one more at the end. */
    public static HoldEvents with(@Nullable HoldEvents before, HoldEvent event) {
        if (before == null) {
            return new HoldEvents(-1, List.of(event));
        }
        List<HoldEvent> all = new ArrayList<>(before.newest());
        all.add(event);
        return all.size() <= REMEMBERED
                ? new HoldEvents(before.forgottenUpTo(), all)
                : new HoldEvents(all.getFirst().offset(), all.subList(1, all.size()));
    }
}
