// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the topics say.
 *
 * @param readings the readings of each meter in the order of the topic
 * @param gaps intervals that the gateway declared unreadable
 * @param cases the newest state of every MET-02 case
 * @param refusals name of the refusal in the newest estimate by meterId; empty where there is an estimate
 * @param orders every order that was issued, with how often it is on the topic
 * @param approvedMembers meters of approved campaigns
 * @param stop the emergency stop that was played
 * @param audit the audit chain
 * @param watchedPoints what surveillance published, by the meter under test
 */
public record Testimony(
        Map<String, Readings> readings,
        List<Gap> gaps,
        List<Case> cases,
        Map<String, String> refusals,
        List<Order> orders,
        List<String> approvedMembers,
        Stop stop,
        Audit audit,
        Map<String, WatchedPoint> watchedPoints) {

    public Testimony {
        readings = Map.copyOf(readings);
        gaps = List.copyOf(gaps);
        cases = List.copyOf(cases);
        refusals = Map.copyOf(refusals);
        orders = List.copyOf(orders);
        approvedMembers = List.copyOf(approvedMembers);
        watchedPoints = Map.copyOf(watchedPoints);
    }

    /**
     * What surveillance published of a double-metered point.
     *
     * @param refusal of the record told last; empty where it analysed a day
     * @param findingSinceDay first day of the finding that the record told last says is open; null = none
     * @param dueDay day by which a meter has to be tested or repaired, of the same record
     * @param days the newest record of each analysed day, by days since 1970-01-01
     */
    public record WatchedPoint(
            String referenceMeterId,
            String refusal,
            @Nullable Long findingSinceDay,
            @Nullable Long dueDay,
            Map<Long, WatchedDay> days) {
        public WatchedPoint {
            days = Map.copyOf(days);
        }
    }

    /**
     * One analysed day of a double-metered point.
     *
     * @param e1Percent null where no interval was compared, as is e2
     * @param anomalies names of what of the rule the day exceeds
     */
    public record WatchedDay(
            int intervals,
            int comparedIntervals,
            @Nullable Double e1Percent,
            @Nullable Double e2Percent,
            int testedSilentIntervals,
            int referenceSilentIntervals,
            Set<String> anomalies) {
        public WatchedDay {
            anomalies = Set.copyOf(anomalies);
        }
    }

    /**
     * The readings of one meter.
     *
     * @param captureSeconds capture time by the meter's clock, seconds since 1970
     * @param registerRaw raw register content
     * @param epoch calibration epoch named in the reading
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Readings(long[] captureSeconds, long[] registerRaw, int[] epoch) {}

    /** Capture times from {@code fromSeconds} to {@code toSeconds}, both included, that the meter cannot supply. */
    public record Gap(String meterId, long fromSeconds, long toSeconds) {}

    /** What a case proposes. */
    public enum Action {
        NONE,
        ADJUST,
        REPLACE,
        OTHER
    }

    /**
     * A MET-02 case.
     *
     * @param closed true when the case is closed
     * @param proven true when it carries an estimate of the new epoch that proves the correction
     * @param statedUncertaintyPercent combined standard uncertainty of the
     *     estimate that proved the correction; before there is one, of the estimate that opened the case
     */
    public record Case(
            String caseId,
            String meterId,
            Action action,
            boolean closed,
            boolean proven,
            double statedUncertaintyPercent) {}

    /**
     * An order.
     *
     * @param deliveries how many identical records of it are on the topic
     * @param targetBlockHex canonical octets of the target in lower-case hexadecimal
     * @param succeeded true when its last first-hand outcome says that the target is active
     */
    public record Order(String orderId, String meterId, int deliveries, String targetBlockHex, boolean succeeded) {}

    /**
     * The emergency stop.
     *
     * @param from first field time at which the stop was certainly in force
     * @param until first field time after the lift
     * @param stoppedMembers approved members that the calibrator said were held while it was in force
     * @param ordersMeanwhile orders issued while it was in force
     */
    public record Stop(Instant from, Instant until, List<String> stoppedMembers, int ordersMeanwhile) {
        public Stop {
            stoppedMembers = List.copyOf(stoppedMembers);
        }
    }

    /**
     * The audit chain.
     *
     * @param entries number of links
     * @param subjects number of chains
     * @param checkpoints number of signed records that name their ends
     * @param defects what is wrong with it, one sentence each
     */
    public record Audit(long entries, int subjects, int checkpoints, List<String> defects) {
        public Audit {
            defects = List.copyOf(defects);
        }
    }
}
