// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.console.fleet.Estimate;

/**
 * What a campaign would do to the errors of the fleet if every member were written and kept its present error otherwise:
 * e' = (1 + e) K - 1 with the gain's factor K, or what the target of another coefficient states. Meters whose error is not known now are in neither.
 *
 * @param before errors as they are
 * @param after errors as they would be
 * @param worse members whose error would grow in size; the calibrator refuses them
 * @param members what is expected of each member whose error is known now, rising by meterId
 * @param expectedWorse how many members' true errors are expected to grow in size, as the estimates are uncertain
 */
public record Prediction(
        Distribution before,
        Distribution after,
        List<String> worse,
        List<MemberForecast> members,
        double expectedWorse) {

    public Prediction {
        worse = List.copyOf(worse);
        members = List.copyOf(members);
    }

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
        Map<String, PlannedMember> planned = new HashMap<>();
        members.forEach(member -> planned.put(member.meterId(), member));
        List<MemberForecast> forecasts = new ArrayList<>();
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        List<String> worse = new ArrayList<>();
        int beyondBefore = 0;
        int beyondAfter = 0;
        for (Estimate estimate : estimates) {
            Double error = estimate.errorPercent();
            if (error != null && !estimate.isRefused()) {
                PlannedMember member = planned.get(estimate.meterId());
                double then = member == null ? error : member.target().errorAfter(error);
                if (member != null) {
                    MemberForecast.of(estimate, member).ifPresent(forecasts::add);
                }
                before.add(error);
                after.add(then);
                beyondBefore += isBeyond(error, estimate) ? 1 : 0;
                beyondAfter += isBeyond(then, estimate) ? 1 : 0;
                if (Math.abs(then) > Math.abs(error)) {
                    worse.add(estimate.meterId());
                }
            }
        }
        forecasts.sort(Comparator.comparing(MemberForecast::meterId));
        return new Prediction(
                Distribution.of(before, beyondBefore),
                Distribution.of(after, beyondAfter),
                worse,
                forecasts,
                forecasts.stream().mapToDouble(MemberForecast::probabilityWorse).sum());
    }

    private static boolean isBeyond(double error, Estimate estimate) {
        return estimate.limitPercent() > 0 && Math.abs(error) > estimate.limitPercent();
    }
}
