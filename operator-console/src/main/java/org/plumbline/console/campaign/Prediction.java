// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.Proposal;

/**
 * What a campaign would do to the errors of the fleet if every member were written and kept its present error otherwise:
 * e' = (1 + e) K - 1 with the gain's factor K, or what the target of another coefficient states. Meters whose error is not known now are in neither.
 *
 * @param before errors as they are
 * @param after errors as they would be
 * @param worse members whose error would grow in size; the calibrator refuses them
 */
public record Prediction(Distribution before, Distribution after, List<String> worse) {

    /** Of the size of the errors, the one that this share of the meters does not exceed. */
    private static final double HIGH_SHARE = 0.95;

    /**
     * Errors of the meters, in percent; zeros when there is none.
     *
     * @param meters number of meters with a known error
     * @param standardDeviationPercent of the errors about their mean, divided by n - 1; 0 for one meter
     * @param meanSizePercent mean of the sizes of the errors
     * @param highSizePercent smallest size that at least 95 % of the meters do not exceed
     * @param beyondLimit meters whose error is beyond the limit of MET-02 where one is set
     */
    public record Distribution(
            int meters,
            double meanPercent,
            double standardDeviationPercent,
            double meanSizePercent,
            double highSizePercent,
            int beyondLimit) {

        static Distribution of(List<Double> errors, int beyondLimit) {
            int meters = errors.size();
            if (meters == 0) {
                return new Distribution(0, 0, 0, 0, 0, 0);
            }
            double mean = errors.stream().mapToDouble(Double::doubleValue).sum() / meters;
            double squares = errors.stream()
                    .mapToDouble(error -> (error - mean) * (error - mean))
                    .sum();
            List<Double> sizes = errors.stream().map(Math::abs).sorted().toList();
            return new Distribution(
                    meters,
                    mean,
                    meters == 1 ? 0 : Math.sqrt(squares / (meters - 1)),
                    sizes.stream().mapToDouble(Double::doubleValue).sum() / meters,
                    sizes.get((int) Math.ceil(HIGH_SHARE * meters) - 1),
                    beyondLimit);
        }
    }

    /** @param estimates the newest of each meter */
    public static Prediction of(Collection<Estimate> estimates, List<PlannedMember> members) {
        Map<String, Proposal> targets = new HashMap<>();
        members.forEach(member -> targets.put(member.meterId(), member.target()));
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        int beyondBefore = 0;
        int beyondAfter = 0;
        for (Estimate estimate : estimates) {
            Double error = estimate.errorPercent();
            if (error != null && !estimate.isRefused()) {
                Proposal target = targets.get(estimate.meterId());
                double then = target == null ? error : target.errorAfter(error);
                before.add(error);
                after.add(then);
                beyondBefore += isBeyond(error, estimate) ? 1 : 0;
                beyondAfter += isBeyond(then, estimate) ? 1 : 0;
                if (Math.abs(then) > Math.abs(error)) {
                    worse.add(estimate.meterId());
                }
            }
        }
        return new Prediction(Distribution.of(before, beyondBefore), Distribution.of(after, beyondAfter), worse);
    }

    private static boolean isBeyond(double error, Estimate estimate) {
        return estimate.limitPercent() > 0 && Math.abs(error) > estimate.limitPercent();
    }
}
