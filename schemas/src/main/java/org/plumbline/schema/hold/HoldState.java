// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.hold;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The hold on one scope. The newest stop is the one in force, and only a trusted lift that names it ends it: whoever wants
 * to stop may stop, what cannot be understood stops, and no lift of an earlier stop ends a later one, also when both the
 * earlier stop and its lift are sent again. Where there is a lift of a stop that nobody has seen, records are gone from
 * the topic, and a later stop perhaps with them: the scope is held. Calibrator and gateway judge by this one rule.
 *
 * @param active true = nothing in scope may be changed
 * @param reason why, in one sentence
 * @param stopId the newest stop, which a lift must name; empty when none was ever seen
 * @param since newest time of issue of any stop of the scope, wall clock; no lift issued before it counts
 */
public record HoldState(boolean active, String reason, String stopId, Instant since) {

    /** News about a scope. */
    public sealed interface News {
        /**
         * Stop.
         *
         * @param stopId what a lift must name
         * @param issuedAt wall clock; not later than the record
         */
        record Stop(String stopId, String reason, Instant issuedAt) implements News {}

        /**
         * A lift by a person whom a trusted console vouches for.
         *
         * @param stopId the stop it names; empty when it names none
         * @param issuedAt wall clock
         */
        record Lift(String principal, String stopId, Instant issuedAt) implements News {}

        /** A lift that is worth nothing. @param reason named reason */
        record Untrusted(String reason) implements News {}
    }

    /**
     * What news changed.
     *
     * @param state the hold from now on
     * @param refusal why the lift lifted nothing, as a named reason; empty for a stop and for a lift that counted
     */
    public record Step(HoldState state, String refusal) {}

    /** The hold after news. */
    public static Step after(@Nullable HoldState before, News news) {
        return switch (news) {
            case News.Stop stop ->
                new Step(new HoldState(true, stop.reason(), stop.stopId(), since(before, stop.issuedAt())), "");
            case News.Lift lift -> lifted(before, lift);
            case News.Untrusted untrusted -> refused(before, untrusted.reason());
        };
    }

    private static Instant since(@Nullable HoldState before, Instant issuedAt) {
        return before != null && before.since().isAfter(issuedAt) ? before.since() : issuedAt;
    }

    private static Step lifted(@Nullable HoldState before, News.Lift lift) {
        if (lift.stopId().isEmpty()) {
            return refused(before, "LIFT_NAMES_NO_STOP");
        }
        if (before == null || before.stopId().isEmpty()) {
            return refused(before, "LIFT_NAMES_AN_UNKNOWN_STOP");
        }
        if (!before.stopId().equals(lift.stopId())) {
            return refused(before, "LIFT_NAMES_ANOTHER_STOP");
        }
        return lift.issuedAt().isBefore(before.since())
                ? refused(before, "LIFT_OLDER_THAN_STOP")
                : new Step(new HoldState(false, "lifted by " + lift.principal(), before.stopId(), before.since()), "");
    }

    /** What does not count changes nothing of what is known, and holds what nothing is known of. */
    private static Step refused(@Nullable HoldState before, String reason) {
        return new Step(
                before == null
                        ? new HoldState(
                                true,
                                "a lift that does not count (" + reason + ") and no stop: set a stop and lift that one",
                                "",
                                Instant.EPOCH)
                        : before,
                reason);
    }
}
