// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.campaign;

/**
 * Conditions of one wave. Attempted are the meters to which an order was released, written those of them that were
 * changed, unproven those of the written whose error stayed beyond the dead band.
 *
 * @param minimumProvenShare success: share of the attempted that must be proven, above 0, at most 1
 * @param minimumProven success: meters that must be proven, at least 1
 * @param maximumFailedShare error: more failed than this share of the attempted stop the campaign, 0..1, 1 excluded
 * @param minimumFailed error: fewer failed never stop, at least 1
 * @param maximumUnprovenShare metrological error: more unproven than this share of the written stop them, 0..1, 1 excluded
 * @param minimumUnproven metrological error: fewer unproven never stop, at least 1
 * @param pauseOnSuccess true = the campaign pauses after this wave until a person resumes it
 */
public record WavePlan(
        double minimumProvenShare,
        int minimumProven,
        double maximumFailedShare,
        int minimumFailed,
        double maximumUnprovenShare,
        int minimumUnproven,
        boolean pauseOnSuccess) {

    /** Of a campaign without a plan: two thirds proven, a third failed and a tenth unproven tolerated, at least two. */
    public static final WavePlan CAREFUL = new WavePlan(2.0 / 3, 1, 1.0 / 3, 2, 0.1, 2, false);

    /** Tolerates the rounding of a share times a count, not a meter more. */
    private static final double ROUNDING = 1e-9;

    /** True when every condition is set and can be judged. */
    public boolean isSound() {
        return minimumProvenShare > 0
                && minimumProvenShare <= 1
                && minimumProven >= 1
                && isTolerance(maximumFailedShare)
                && minimumFailed >= 1
                && isTolerance(maximumUnprovenShare)
                && minimumUnproven >= 1;
    }

    private static boolean isTolerance(double share) {
        return share >= 0 && share < 1;
    }

    /** Meters that must be proven when so many were attempted. */
    int provenNeeded(int attempted) {
        return Math.max(minimumProven, provenShareOf(attempted));
    }

    /** The same share of some of them, without the minimum, which is of all. */
    int provenShareOf(int attempted) {
        return (int) Math.ceil(minimumProvenShare * attempted - ROUNDING);
    }

    boolean isTooManyFailed(int failed, int attempted) {
        return failed >= minimumFailed && failed > maximumFailedShare * attempted;
    }

    boolean isTooManyUnproven(int unproven, int written) {
        return unproven >= minimumUnproven && unproven > maximumUnprovenShare * written;
    }
}
