// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

import java.util.random.RandomGenerator;

/**
 * The tested meter's clock against the reference's.
 *
 * @param skewSeconds constant part, tested minus reference
 * @param jitterSeconds largest random error of one capture instant, equally likely up to it
 * @param jumpsPerDay probability of a jump on a day; the clock then lies off by a Student t (two degrees of freedom, no
 *     variance) times 30 s, at most ten minutes, until it jumps again
 */
public record Clock(double skewSeconds, double jitterSeconds, double jumpsPerDay) {
    private static final double JUMP_SCALE_SECONDS = 30;
    private static final double LARGEST_JUMP_SECONDS = 600;

    /** A clock that is off by a constant and jitters. */
    public static Clock steady(double skewSeconds, double jitterSeconds) {
        return new Clock(skewSeconds, jitterSeconds, 0);
    }

    static double jumpSeconds(RandomGenerator chance) {
        double t = chance.nextGaussian() / Math.sqrt(chance.nextExponential());
        return Math.clamp(JUMP_SCALE_SECONDS * t, -LARGEST_JUMP_SECONDS, LARGEST_JUMP_SECONDS);
    }
}
