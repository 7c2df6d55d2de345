// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.util.Arrays;

/**
 * How the load is spread over the phases of a meter, and which current transformers are connected the wrong way round.
 * Immutable.
 */
public final class Wiring {
    private static final long PURPOSE_SHARES = SeededStream.label("phase-shares");

    private final double[] shares;
    private final int reversedPhases;

    private Wiring(double[] shares, int reversedPhases) {
        this.shares = shares;
        this.reversedPhases = reversedPhases;
    }

    /** One phase, or three with shares of 0.23..0.43 chosen by the seed. */
    public static Wiring of(int phases, long seed) {
        if (phases == 1) {
            return new Wiring(new double[] {1}, 0);
        }
        SeededStream random = SeededStream.of(seed, PURPOSE_SHARES);
        double[] shares = new double[phases];
        double sum = 0;
        for (int phase = 0; phase < phases; phase++) {
            shares[phase] = random.uniform(0.7, 1.3);
            sum += shares[phase];
        }
        for (int phase = 0; phase < phases; phase++) {
            shares[phase] /= sum;
        }
        return new Wiring(shares, 0);
    }

    /** The same wiring with one current transformer (phase 0..2) turned round, or right again. */
    public Wiring withReversed(int phase, boolean reversed) {
        if (phase < 0 || phase >= shares.length) {
            throw new IllegalArgumentException("phase " + phase + " of " + shares.length);
        }
        int bit = 1 << phase;
        return new Wiring(shares, reversed ? reversedPhases | bit : reversedPhases & ~bit);
    }

    public int phases() {
        return shares.length;
    }

    public boolean anyReversed() {
        return reversedPhases != 0;
    }

    /** Share of a phase in the load, negative where its transformer is turned round. */
    public double signedShare(int phase) {
        return (reversedPhases & 1 << phase) == 0 ? shares[phase] : -shares[phase];
    }

    /** What the meter sees of the load: exactly 1 when all transformers are right, down to -1. */
    public double seenShare() {
        if (!anyReversed()) {
            return 1;
        }
        double sum = 0;
        for (int phase = 0; phase < shares.length; phase++) {
            sum += signedShare(phase);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "Wiring[" + Arrays.toString(shares) + ", reversed " + reversedPhases + "]";
    }
}
