// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.Optional;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.Proposal;

/**
 * What a write is expected to make of one meter. Its true error is taken as normal about the estimate with the standard
 * uncertainty u_c; a write moves it and does not narrow it, since the target follows from the same estimate. All in percent.
 *
 * @param errorPercent by the newest estimate
 * @param standardUncertaintyPercent u_c, k = 1, of the error before and after
 * @param errorAfterPercent what the target is to leave
 * @param limitPercent limit of MET-02; 0 where none is set
 * @param probabilityWorse that the size of the true error would grow, 0..1
 */
public record MemberForecast(
        String meterId,
        String caseId,
        int wave,
        double errorPercent,
        double standardUncertaintyPercent,
        double errorAfterPercent,
        double limitPercent,
        double probabilityWorse) {

    /** @return empty where the error of the meter is not known now */
    static Optional<MemberForecast> of(Estimate estimate, PlannedMember member) {
        Double error = estimate.errorPercent();
        Estimate.Uncertainty uncertainty = estimate.uncertainty();
        if (error == null || uncertainty == null || estimate.isRefused()) {
            return Optional.empty();
        }
        double after = member.target().errorAfter(error);
        return Optional.of(new MemberForecast(
                member.meterId(),
                member.caseId(),
                member.wave(),
                error,
                uncertainty.combinedPercent(),
                after,
                estimate.limitPercent(),
                probabilityWorse(error, after, uncertainty.combinedPercent(), member.target())));
    }

    /**
     * A true error e becomes (1 + e) K - 1, which has the size of e where e = (1 - K) / (1 + K): on the far side of that
     * point, seen from the estimate, the write does harm. Where another coefficient is shifted the point is half the shift.
     */
    private static double probabilityWorse(double error, double after, double uncertainty, Proposal target) {
        double factor = target.correctionFactor();
        double even = factor == 1 ? (error - after) / 2 : 100 * (1 - factor) / (1 + factor);
        if (after == error || even == error) {
            return 0;
        }
        return below(after < error ? (even - error) / uncertainty : (error - even) / uncertainty);
    }

    /** P(Z &lt; z) of the standard normal distribution, by its series (Abramowitz and Stegun 26.2.11); absolute error below 1e-14. */
    static double below(double z) {
        if (!(Math.abs(z) < 8)) {
            return z > 0 ? 1 : 0;
        }
        double term = z;
        double sum = z;
        for (int odd = 3; Math.abs(term) > 1e-17; odd += 2) {
            term *= z * z / odd;
            sum += term;
        }
        return Math.clamp(0.5 + sum * StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI), 0.0, 1.0);
    }
}
