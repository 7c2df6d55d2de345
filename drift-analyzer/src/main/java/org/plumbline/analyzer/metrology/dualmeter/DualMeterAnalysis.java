// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

import static org.plumbline.analyzer.metrology.dualmeter.DualMeterRule.INTERVALS_PER_DAY;
import static org.plumbline.analyzer.metrology.dualmeter.DualMeterRule.INTERVAL_SECONDS;
import static org.plumbline.analyzer.metrology.dualmeter.DualMeterRule.SILENT_INTERVALS;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Anomaly;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Divergence;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay.Reservation;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/**
 * Compares the two meters of a double-metered point over one UTC day. The same levels give the same bits in any order,
 * once or many times. Used once.
 */
public final class DualMeterAnalysis {
    /** Seconds before a day whose levels belong to its analysis too: a silence may have begun there. */
    public static final long SECONDS_BEFORE = (SILENT_INTERVALS - 1L) * INTERVAL_SECONDS;

    private static final long DAY_SECONDS = 86_400;
    private static final int BEFORE = SILENT_INTERVALS - 1;
    private static final double PERCENT = 100;
    private static final double SECONDS_PER_HOUR = 3600;

    private final long epochDay;
    private final double nominalWatts;
    private final MeanPowers tested;
    private final MeanPowers reference;

    private DualMeterAnalysis(long epochDay, double nominalWatts, MeanPowers tested, MeanPowers reference) {
        this.epochDay = epochDay;
        this.nominalWatts = nominalWatts;
        this.tested = tested;
        this.reference = reference;
    }

    /**
     * Analyses a day.
     *
     * @param epochDay days since 1970-01-01
     * @param nominalPowerWatts Pn, positive and finite
     * @param tested levels of the meter under test from {@link #SECONDS_BEFORE} before the day to its end inclusive
     * @param reference levels of the other meter over the same time
     * @param testedFormat of the register of the meter under test
     * @param referenceFormat of the register of the other meter
     */
    public static DualMeterDay analyse(
            long epochDay,
            double nominalPowerWatts,
            List<RegisterLevel> tested,
            List<RegisterLevel> reference,
            RegisterFormat testedFormat,
            RegisterFormat referenceFormat) {
        if (!(nominalPowerWatts > 0) || Double.isInfinite(nominalPowerWatts)) {
            throw new IllegalArgumentException("nominalPowerWatts must be positive: " + nominalPowerWatts);
        }
        long first = epochDay * DAY_SECONDS - SECONDS_BEFORE;
        int intervals = BEFORE + INTERVALS_PER_DAY;
        return new DualMeterAnalysis(
                        epochDay,
                        nominalPowerWatts,
                        MeanPowers.of(tested, testedFormat, first, intervals),
                        MeanPowers.of(reference, referenceFormat, first, intervals))
                .day();
    }

    private DualMeterDay day() {
        int known = 0;
        for (int k = BEFORE; k < BEFORE + INTERVALS_PER_DAY; k++) {
            known += tested.isKnown(k) && reference.isKnown(k) ? 1 : 0;
        }
        Optional<Divergence> divergence = divergence();
        double quanta = tested.quantumWattHours() + reference.quantumWattHours();
        double e1Resolution = PERCENT * watts(quanta) / (DualMeterRule.LEAST_LOAD * nominalWatts);
        int testedSilent = longestSilence(tested, reference);
        int referenceSilent = longestSilence(reference, tested);
        Set<Reservation> reservations = reservations(divergence, e1Resolution);
        Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
        divergence.ifPresent(found -> judge(found, reservations, anomalies));
        if (testedSilent >= SILENT_INTERVALS) {
            anomalies.add(Anomaly.TESTED_SILENT);
        }
        if (referenceSilent >= SILENT_INTERVALS) {
            anomalies.add(Anomaly.REFERENCE_SILENT);
        }
        return new DualMeterDay(
                epochDay,
                nominalWatts,
                known,
                divergence,
                e1Resolution,
                testedSilent,
                referenceSilent,
                List.copyOf(anomalies),
                List.copyOf(reservations));
    }

    private static Set<Reservation> reservations(Optional<Divergence> divergence, double e1Resolution) {
        Set<Reservation> reservations = EnumSet.noneOf(Reservation.class);
        if (divergence.isEmpty()) {
            reservations.add(Reservation.NO_INTERVAL_IN_RANGE);
        }
        if (e1Resolution > DualMeterRule.MOST_RESOLUTION * DualMeterRule.E1_LIMIT_PERCENT) {
            reservations.add(Reservation.REGISTER_TOO_COARSE);
        }
        if (divergence.isPresent()
                && divergence.get().e2ResolutionPercent()
                        > DualMeterRule.MOST_RESOLUTION * DualMeterRule.E2_LIMIT_PERCENT) {
            reservations.add(Reservation.TOO_LITTLE_ENERGY);
        }
        return reservations;
    }

    private static void judge(Divergence found, Set<Reservation> reservations, Set<Anomaly> anomalies) {
        if (found.e1Percent() > DualMeterRule.E1_LIMIT_PERCENT
                && !reservations.contains(Reservation.REGISTER_TOO_COARSE)) {
            anomalies.add(Anomaly.INTERVAL_DIVERGENCE);
        }
        if (found.e2Percent() > DualMeterRule.E2_LIMIT_PERCENT
                && !reservations.contains(Reservation.TOO_LITTLE_ENERGY)) {
            anomalies.add(Anomaly.DAY_DIVERGENCE);
        }
    }

    private Optional<Divergence> divergence() {
        int compared = 0;
        int runs = 0;
        double e1 = -1;
        int worst = 0;
        double sumTested = 0;
        double sumReference = 0;
        double sumDifference = 0;
        double sumAbsolute = 0;
        for (int k = BEFORE; k < BEFORE + INTERVALS_PER_DAY; k++) {
            if (!isCompared(k)) {
                continue;
            }
            double p = tested.watts(k);
            double other = reference.watts(k);
            double difference = Math.abs(p - other);
            compared++;
            runs += k == BEFORE || !isCompared(k - 1) ? 1 : 0;
            sumTested += p;
            sumReference += other;
            sumDifference += p - other;
            sumAbsolute += difference;
            double divergence = PERCENT * difference / Math.min(Math.min(p, other), nominalWatts);
            if (divergence > e1) {
                e1 = divergence;
                worst = k;
            }
        }
        if (compared == 0) {
            return Optional.empty();
        }
        double base = Math.min(Math.min(sumTested, sumReference), compared * nominalWatts);
        return Optional.of(new Divergence(
                compared,
                e1,
                epochDay * DAY_SECONDS + (worst - BEFORE) * (long) INTERVAL_SECONDS,
                PERCENT * Math.abs(sumDifference) / base,
                PERCENT * sumAbsolute / base,
                PERCENT * 3 * watts(resolution(runs)) / base));
    }

    /**
     * Standard deviation in Wh of the difference of the energies of this many runs of intervals: within a run the levels
     * telescope, and the difference of two rounded levels has the variance q^2/6.
     */
    private double resolution(int runs) {
        double q = tested.quantumWattHours();
        double other = reference.quantumWattHours();
        return Math.sqrt(runs * (q * q + other * other) / 6);
    }

    private boolean isCompared(int k) {
        return inRange(tested.watts(k)) && inRange(reference.watts(k));
    }

    private boolean inRange(double watts) {
        return watts >= DualMeterRule.LEAST_LOAD * nominalWatts && watts <= DualMeterRule.MOST_LOAD * nominalWatts;
    }

    /** The longest run, of those that end in the day, in which a meter is zero or absent and the other above 0.01 Pn. */
    private int longestSilence(MeanPowers meter, MeanPowers other) {
        double threshold = DualMeterRule.SILENCE_LOAD * nominalWatts;
        // A register so coarse that it may rest for an interval at this power does not say zero.
        boolean saysZero = watts(meter.quantumWattHours()) <= threshold;
        int longest = 0;
        int run = 0;
        for (int k = 0; k < BEFORE + INTERVALS_PER_DAY; k++) {
            boolean silent = !meter.isKnown(k) || saysZero && meter.watts(k) == 0;
            run = silent && other.watts(k) > threshold ? run + 1 : 0;
            if (k >= BEFORE) {
                longest = Math.max(longest, run);
            }
        }
        return longest;
    }

    /** Mean power of an energy over one interval. */
    private static double watts(double wattHours) {
        return wattHours * SECONDS_PER_HOUR / INTERVAL_SECONDS;
    }
}
