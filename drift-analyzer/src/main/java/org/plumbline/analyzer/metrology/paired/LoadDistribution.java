// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Objects;

/**
 * Energy and time spent in each {@link LoadBand}, measured by the reference. Adds up over days in any grouping as long
 * as the order of additions is fixed.
 *
 * @param low below 30 % of maximum power
 * @param middle 30 % up to 75 %
 * @param high 75 % and above
 */
public record LoadDistribution(Share low, Share middle, Share high) {
    /** Nothing seen. */
    public static final LoadDistribution EMPTY = new LoadDistribution(Share.NONE, Share.NONE, Share.NONE);

    private static final double NEAR_POINT = 2.0 / 3.0;

    /** Checks for null. */
    public LoadDistribution {
        Objects.requireNonNull(low, "low");
        Objects.requireNonNull(middle, "middle");
        Objects.requireNonNull(high, "high");
    }

    /**
     * What one band holds.
     *
     * @param energyWattHours energy in Wh
     * @param seconds time in s
     * @param secondsNearPoint of these, the time at two thirds of the band's load point or above, in s
     */
    public record Share(double energyWattHours, double seconds, double secondsNearPoint) {
        static final Share NONE = new Share(0, 0, 0);

        Share plus(Share other, double weight) {
            return new Share(
                    energyWattHours + weight * other.energyWattHours,
                    seconds + weight * other.seconds,
                    secondsNearPoint + weight * other.secondsNearPoint);
        }
    }

    /** The share of one band. */
    public Share of(LoadBand band) {
        return switch (band) {
            case LOW -> low;
            case MIDDLE -> middle;
            case HIGH -> high;
        };
    }

    /** This plus one interval at a load (fraction of maximum power), with its energy in Wh and length in s. */
    LoadDistribution with(double loadFraction, double energyWattHours, double seconds) {
        LoadBand band = LoadBand.of(loadFraction);
        boolean near = loadFraction >= NEAR_POINT * band.pointFraction();
        Share share = new Share(energyWattHours, seconds, near ? seconds : 0);
        return plus(
                switch (band) {
                    case LOW -> new LoadDistribution(share, Share.NONE, Share.NONE);
                    case MIDDLE -> new LoadDistribution(Share.NONE, share, Share.NONE);
                    case HIGH -> new LoadDistribution(Share.NONE, Share.NONE, share);
                },
                1);
    }

    /** This plus {@code weight} times the other. */
    public LoadDistribution plus(LoadDistribution other, double weight) {
        return new LoadDistribution(
                low.plus(other.low, weight), middle.plus(other.middle, weight), high.plus(other.high, weight));
    }

    /** Time that was spent at this fraction of maximum power or above for certain, in s. */
    public double secondsCertainlyAtLeast(double loadFraction) {
        double seconds = 0;
        for (LoadBand band : LoadBand.values()) {
            Share share = of(band);
            if (band.fromFraction() >= loadFraction) {
                seconds += share.seconds();
            } else if (NEAR_POINT * band.pointFraction() >= loadFraction) {
                seconds += share.secondsNearPoint();
            }
        }
        return seconds;
    }

    /** Mean load of the lowest band that was seen for some time (in s), W; infinite where none was. */
    public double lowestMeanWatts(double leastSeconds) {
        for (LoadBand band : LoadBand.values()) {
            Share share = of(band);
            if (share.seconds() >= leastSeconds) {
                return share.energyWattHours() * 3600 / share.seconds();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Energy of all bands, in Wh. */
    public double energyWattHours() {
        return low.energyWattHours + middle.energyWattHours + high.energyWattHours;
    }

    /** Time of all bands, in s. */
    public double seconds() {
        return low.seconds + middle.seconds + high.seconds;
    }
}
