// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.hold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hold on one scope. A scope is held unless its newest record is a lift with a trusted signature: whoever wants to
 * stop may stop, and what cannot be understood stops. A lift counts only when it was issued after everything known of its
 * scope: a stop that claims an early time does not let an old lift be played again.
 *
 * @param active true = nothing in scope may be changed
 * @param reason why, in one sentence
 * @param since newest time of issue of any hold and any trusted lift of the scope
 * @param refusedLifts newest lifts that were not trusted, at most {@value #REMEMBERED_LIFTS}
 */
public record HoldState(boolean active, String reason, Instant since, List<RefusedLift> refusedLifts) {

    private static final int REMEMBERED_LIFTS = 16;

    /**
     * A lift that was not trusted.
     *
     * @param principal who it says it is from
     * @param reason named reason
     * @param partition partition of the record
     * @param offset offset of the record
     */
    public record RefusedLift(String principal, String reason, int partition, long offset) {}

    /** News about a scope. */
    public sealed interface News {
        /** Stop. */
        record Stop(String reason, Instant issuedAt) implements News {}

        /** A lift whose signature is trusted. */
        record Lift(String principal, Instant issuedAt, int partition, long offset) implements News {}

        /** A lift that is worth nothing. */
        record Untrusted(RefusedLift lift, Instant seenAt) implements News {}
    }

    /** Copies the list. */
    public HoldState {
        refusedLifts = List.copyOf(refusedLifts);
    }

    /** The hold after news. */
    public static HoldState after(@Nullable HoldState before, News news) {
        List<RefusedLift> refused = before == null ? List.of() : before.refusedLifts();
        return switch (news) {
            case News.Stop stop -> new HoldState(true, stop.reason(), latest(before, stop.issuedAt()), refused);
            case News.Lift lift ->
                before != null && before.active() && !lift.issuedAt().isAfter(before.since())
                        ? untrusted(
                                before,
                                new RefusedLift(
                                        lift.principal(), "LIFT_OLDER_THAN_HOLD", lift.partition(), lift.offset()),
                                before.since())
                        : new HoldState(
                                false, "lifted by " + lift.principal(), latest(before, lift.issuedAt()), refused);
            case News.Untrusted untrusted -> untrusted(before, untrusted.lift(), untrusted.seenAt());
        };
    }

    private static Instant latest(@Nullable HoldState before, Instant issuedAt) {
        return before != null && before.since().isAfter(issuedAt) ? before.since() : issuedAt;
    }

    private static HoldState untrusted(@Nullable HoldState before, RefusedLift lift, Instant seenAt) {
        List<RefusedLift> refused = new ArrayList<>(before == null ? List.of() : before.refusedLifts());
        refused.add(lift);
        List<RefusedLift> newest = refused.subList(Math.max(0, refused.size() - REMEMBERED_LIFTS), refused.size());
        return before != null && before.active()
                ? new HoldState(true, before.reason(), before.since(), newest)
                : new HoldState(true, "a lift that is not trusted: " + lift.reason(), latest(before, seenAt), newest);
    }
}
