// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import org.plumbline.calibrator.member.MemberStage;

/**
 * Where one job stands. The methods of a state are its transitions:
 *
 * <pre>
 * Waiting <-> Claimed -> Released -> Verifying -> Ended
 *                ^          |  ^          |
 *                +- retry --+  |          +-> Disproven <-> RollbackReleased -> Ended
 *                              +-- Held (released anew once the hold is lifted)
 * </pre>
 *
 * Each may go to Ended; a write that shows late leads from any state but Verifying to Verifying.
 */
public sealed interface JobState {

    /** The stage as the campaign counts it. */
    MemberStage stage();

    /** Why, in one sentence. */
    String reason();

    /** True while the job has the meter to itself. */
    default boolean isActive() {
        return switch (this) {
            case Waiting ignored -> false;
            case Claimed ignored -> true;
            case Released ignored -> true;
            case Held ignored -> true;
            case Verifying ignored -> true;
            case Disproven ignored -> true;
            case RollbackReleased ignored -> true;
            case Ended ignored -> false;
        };
    }

    /** Not claimed. */
    record Waiting(String reason) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.WAITING;
        }

        Claimed toClaimed(Instant now) {
            return new Claimed(now, "all gates passed");
        }
    }

    /**
     * The gates passed; judged again before release.
     *
     * @param notBefore wall-clock time of the earliest release
     */
    record Claimed(Instant notBefore, String reason) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.CLAIMED;
        }

        Waiting toWaiting(String why) {
            return new Waiting(why);
        }
    }

    /**
     * An order is out.
     *
     * @param expiresAt wall-clock time of its expiry
     * @param segment network segment of the meter at release
     */
    record Released(String orderId, Instant expiresAt, String segment) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.RELEASED;
        }

        @Override
        public String reason() {
            return "order released";
        }

        Held toHeld(Instant notBefore, String why) {
            return new Held(notBefore, why);
        }

        Claimed toRetry(Instant notBefore, String why) {
            return new Claimed(notBefore, why);
        }
    }

    /**
     * The gateway kept the order back.
     *
     * @param notBefore wall-clock time of the earliest new order
     */
    record Held(Instant notBefore, String reason) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.HELD;
        }
    }

    /**
     * Written; waits for readings of the new epoch.
     *
     * @param newEpoch epoch opened by the write; 0 when the gateway could not tell
     * @param writtenAt field time of the write
     */
    record Verifying(int newEpoch, Instant writtenAt, String reason) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.VERIFYING;
        }
    }

    /**
     * Written, and the readings disprove it: the block from before the write is to be put back, once.
     *
     * @param epoch epoch of the write
     * @param notBefore wall-clock time of the earliest order
     * @param found what disproved it
     */
    record Disproven(int epoch, Instant notBefore, String found, String reason) implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.ROLLING_BACK;
        }

        Disproven waiting(Instant until, String why) {
            return new Disproven(epoch, until, found, why);
        }
    }

    /**
     * The order that puts the block from before the write back is out.
     *
     * @param epoch epoch of the write
     * @param expiresAt wall-clock time of its expiry
     * @param segment network segment of the meter at release
     * @param found what disproved the write
     */
    record RollbackReleased(String orderId, int epoch, Instant expiresAt, String segment, String found)
            implements JobState {
        @Override
        public MemberStage stage() {
            return MemberStage.ROLLING_BACK;
        }

        @Override
        public String reason() {
            return "order to roll back released; " + found;
        }

        Disproven toRetry(Instant notBefore, String why) {
            return new Disproven(epoch, notBefore, found, why);
        }
    }

    /** At its end. */
    record Ended(MemberStage stage, String reason) implements JobState {}
}
