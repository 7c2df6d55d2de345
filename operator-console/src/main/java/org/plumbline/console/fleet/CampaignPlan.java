// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * How a campaign is carried out; the approval covers all of it. The calibrator judges it again and alone decides.
 *
 * @param priority between campaigns that hold the same meter the higher one takes it first
 * @param approvalValiditySeconds wall time from approval in which the campaign may be started
 * @param executionSeconds field time from start after which a meter not yet written leaves the campaign
 * @param windowFromMinute maintenance window: minute of the meter's local day from which orders are released, 0..1439
 * @param windowToMinute minute of the day at which it closes, 1..1440; less than its beginning = over midnight
 * @param waves conditions of the waves in order
 * @param maximumOrdersOut orders released and not yet answered at one time, at least the number of Kafka partitions
 * @param maximumOrdersOutPerSegment the same in one network segment
 */
public record CampaignPlan(
        int priority,
        int approvalValiditySeconds,
        int executionSeconds,
        int windowFromMinute,
        int windowToMinute,
        List<WaveConditions> waves,
        int maximumOrdersOut,
        int maximumOrdersOutPerSegment) {

    /** Minutes of a day: a window from 0 to this is always open. */
    public static final int MINUTES_OF_DAY = 1440;

    /** A start within this time after the approval, unless the author says otherwise. */
    public static final int APPROVAL_VALIDITY_SECONDS = 24 * 3_600;

    /** Field time for all waves and the proofs between them, unless the author says otherwise. */
    public static final int EXECUTION_SECONDS = 90 * 86_400;

    /** Orders out at one time, unless the author says otherwise. */
    public static final int ORDERS_OUT = 100;

    /** Orders out at one time in one network segment, unless the author says otherwise. */
    public static final int ORDERS_OUT_PER_SEGMENT = 20;

    private static final int HIGHEST_PRIORITY = 100;
    private static final int LONGEST_APPROVAL_SECONDS = 30 * 86_400;
    private static final int LONGEST_EXECUTION_SECONDS = 366 * 86_400;

    /**
     * Conditions of one wave. Attempted are the meters to which an order was released, written those of them that were
     * changed, unproven those of the written whose error stayed beyond the dead band.
     *
     * @param minimumProvenShare success: share of the attempted that must be proven before the next wave, above 0, at most 1
     * @param minimumProven success: meters that must be proven, at least 1
     * @param maximumFailedShare more failed than this share of the attempted stop the campaign, 0..1, 1 excluded
     * @param minimumFailed fewer failed never stop, at least 1
     * @param maximumUnprovenShare more unproven than this share of the written stop them, 0..1, 1 excluded
     * @param minimumUnproven fewer unproven never stop, at least 1
     * @param pauseOnSuccess true = the campaign pauses after this wave until a person resumes it
     */
    public record WaveConditions(
            double minimumProvenShare,
            int minimumProven,
            double maximumFailedShare,
            int minimumFailed,
            double maximumUnprovenShare,
            int minimumUnproven,
            boolean pauseOnSuccess) {

        /** Two thirds proven, a third failed and a tenth unproven tolerated, at least two; no pause. */
        public static final WaveConditions CAREFUL = new WaveConditions(2.0 / 3, 1, 1.0 / 3, 2, 0.1, 2, false);

        /** The same with a pause for a look, as after a canary. */
        public WaveConditions withPause() {
            return new WaveConditions(
                    minimumProvenShare,
                    minimumProven,
                    maximumFailedShare,
                    minimumFailed,
                    maximumUnprovenShare,
                    minimumUnproven,
                    true);
        }

        private void addProblems(List<String> problems, String where) {
            if (!(minimumProvenShare > 0 && minimumProvenShare <= 1)) {
                problems.add(where + "minimumProvenShare must be above 0 and at most 1");
            }
            addTolerance(problems, where + "maximumFailedShare", maximumFailedShare);
            addTolerance(problems, where + "maximumUnprovenShare", maximumUnprovenShare);
            if (minimumProven < 1 || minimumFailed < 1 || minimumUnproven < 1) {
                problems.add(where + "minimumProven, minimumFailed and minimumUnproven must be at least 1");
            }
        }

        private static void addTolerance(List<String> problems, String field, double share) {
            if (!(share >= 0 && share < 1)) {
                problems.add(field + " must be at least 0 and below 1");
            }
        }
    }

    public CampaignPlan {
        waves = List.copyOf(waves);
    }

    /** What is out of range, one sentence each; empty when the plan can be sent. @param membersByWave meters of each wave */
    public List<String> problems(List<Integer> membersByWave) {
        List<String> problems = new ArrayList<>();
        if (Math.abs((long) priority) > HIGHEST_PRIORITY) {
            problems.add("plan.priority must be -100 to 100");
        }
        addSeconds(problems, "plan.approvalValiditySeconds", approvalValiditySeconds, LONGEST_APPROVAL_SECONDS);
        addSeconds(problems, "plan.executionSeconds", executionSeconds, LONGEST_EXECUTION_SECONDS);
        if (windowFromMinute < 0
                || windowFromMinute >= MINUTES_OF_DAY
                || windowToMinute < 1
                || windowToMinute > MINUTES_OF_DAY
                || windowFromMinute == windowToMinute) {
            problems.add("plan.windowFromMinute must be 0 to 1439, plan.windowToMinute another minute of 1 to 1440");
        }
        if (maximumOrdersOut < 1 || maximumOrdersOutPerSegment < 1) {
            problems.add("plan.maximumOrdersOut and plan.maximumOrdersOutPerSegment must be at least 1");
        }
        if (waves.size() != membersByWave.size()) {
            problems.add("plan.waves must hold conditions for " + membersByWave.size() + " waves, not " + waves.size());
            return problems;
        }
        for (int wave = 0; wave < waves.size(); wave++) {
            String where = "plan.waves[" + wave + "].";
            waves.get(wave).addProblems(problems, where);
            if (waves.get(wave).minimumProven() > membersByWave.get(wave)) {
                problems.add(where + "minimumProven exceeds the " + membersByWave.get(wave) + " meters of the wave");
            }
        }
        return problems;
    }

    private static void addSeconds(List<String> problems, String field, int seconds, int longest) {
        if (seconds < 1 || seconds > longest) {
            problems.add(field + " must be 1 to " + longest);
        }
    }
}
