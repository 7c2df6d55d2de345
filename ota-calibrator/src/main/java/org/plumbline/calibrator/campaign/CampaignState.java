// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a campaign stands. The methods of a state are its only transitions:
 *
 * <pre>
 * ReceivingMembers -> AwaitingApproval <-> Approved -> Running <-> Paused
 *        |                                               |
 *        v                                               v
 *     Refused                                        Completed       all but the ended: -> Aborted
 *                                                        |
 *                                                        +- retry -> AwaitingApproval
 * </pre>
 */
public sealed interface CampaignState {

    /** True when nothing more follows. */
    default boolean isEnded() {
        return this instanceof Completed || this instanceof Aborted || this instanceof Refused;
    }

    /** The approval in force; null before there is one. */
    default @Nullable Approval approval() {
        return switch (this) {
            case ReceivingMembers ignored -> null;
            case AwaitingApproval ignored -> null;
            case Approved approved -> approved.given();
            case Running running -> running.given();
            case Paused paused -> paused.given();
            case Completed completed -> completed.given();
            case Aborted aborted -> aborted.given();
            case Refused ignored -> null;
        };
    }

    /**
     * Consent of a second person.
     *
     * @param approver the person
     * @param membersDigest what the consent covers
     * @param expiresAt wall-clock time after which it no longer allows a start
     */
    record Approval(String approver, String membersDigest, Instant expiresAt) {}

    /**
     * Members arrive in chunks.
     *
     * @param chunks indexes received
     * @param members members received
     */
    record ReceivingMembers(SortedSet<Integer> chunks, int members) implements CampaignState {
        ReceivingMembers with(int chunkIndex, int added) {
            SortedSet<Integer> all = new TreeSet<>((Set<Integer>) chunks);
            all.add(chunkIndex);
            return new ReceivingMembers(all, members + added);
        }

        AwaitingApproval toAwaitingApproval() {
            return new AwaitingApproval();
        }

        Refused toRefused(String reason) {
            return new Refused(reason);
        }
    }

    /** The members are complete and sealed by their digest. */
    record AwaitingApproval() implements CampaignState {
        /** Null when author and approver are one person. */
        @Nullable
        Approved toApproved(String author, Approval approval) {
            return isSamePerson(author, approval.approver()) ? null : new Approved(approval);
        }

        /** Names of people are compared without regard to case and surrounding blanks: what looks alike is one person. */
        private static boolean isSamePerson(String one, String other) {
            return one.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
        }
    }

    /** A second person consented; once the consent expires the campaign awaits another. */
    record Approved(Approval given) implements CampaignState {
        Running toRunning() {
            return new Running(given, 1);
        }

        boolean isExpired(Instant now) {
            return !now.isBefore(given.expiresAt());
        }

        AwaitingApproval toAwaitingApproval() {
            return new AwaitingApproval();
        }
    }

    /**
     * Orders are released.
     *
     * @param wave newest wave started, from 1
     */
    record Running(Approval given, int wave) implements CampaignState {
        Running toNextWave() {
            return new Running(given, wave + 1);
        }

        Paused toPaused(String reason) {
            return new Paused(given, wave, reason);
        }

        Completed toCompleted() {
            return new Completed(given);
        }
    }

    /** No new orders: by a person, by a brake, or for a look after a wave as the plan wants it. */
    record Paused(Approval given, int wave, String reason) implements CampaignState {
        Running toRunning() {
            return new Running(given, wave);
        }
    }

    /** Every member is at its end. */
    record Completed(Approval given) implements CampaignState {
        AwaitingApproval toAwaitingApproval() {
            return new AwaitingApproval();
        }
    }

    /** Ended by a person. */
    record Aborted(@Nullable Approval given, String reason) implements CampaignState {}

    /** The members are not what was announced. */
    record Refused(String reason) implements CampaignState {}
}
