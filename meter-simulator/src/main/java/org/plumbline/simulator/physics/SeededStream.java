// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/**
 * A SplitMix64 stream of pseudo-random numbers that can be opened anywhere: two streams with the same seed and labels
 * give the same numbers on every machine. Not thread-safe; cheap enough to open one per meter and day.
 *
 * <p>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
public final class SeededStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double DOUBLE_UNIT = 0x1.0p-53;

    private long state;
    private double spareNormal;
    private boolean spareNormalPresent;

    private SeededStream(long state) {
        this.state = state;
    }

    /** Opens the stream of a seed and any number of labels (a purpose, a meter, a day). */
    public static SeededStream of(long seed, long... labels) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (long label : labels) {
            mixed = mix(mixed ^ mix(label + GOLDEN_GAMMA));
        }
        return new SeededStream(mixed);
    }

    /** A 64-bit label for a text. */
    public static long label(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * DOUBLE_UNIT;
    }

    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Uniform in 0..bound-1. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** Standard normal, Marsaglia's polar method. */
    public double nextNormal() {
        if (spareNormalPresent) {
            spareNormalPresent = false;
            return spareNormal;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        double scale = Math.sqrt(-2 * Math.log(s) / s);
        spareNormal = v * scale;
        spareNormalPresent = true;
        return u * scale;
    }

    /** Normal with standard deviation {@code sigma}, drawn again while it lies beyond {@code bound} on either side. */
    public double truncatedNormal(double sigma, double bound) {
        double x;
        do {
            x = sigma * nextNormal();
        } while (Math.abs(x) > bound);
        return x;
    }

    /** exp(N(0, sigma)); median 1, mean exp(sigma^2 / 2). */
    public double lognormal(double sigma) {
        return Math.exp(sigma * nextNormal());
    }

    /** Poisson by multiplication of uniforms; meant for means below about 30. */
    public int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = nextDouble();
        int count = 0;
        while (product > limit) {
            product *= nextDouble();
            count++;
        }
        return count;
    }

    public byte[] bytes(int count) {
        byte[] out = new byte[count];
        for (int i = 0; i < count; i++) {
            out[i] = (byte) (nextLong() >>> 24);
        }
        return out;
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
