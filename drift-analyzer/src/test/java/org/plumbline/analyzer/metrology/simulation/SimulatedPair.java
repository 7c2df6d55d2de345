// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/** A tested meter and its reference on one load; makes the levels of one day after the other. Deterministic by seed. */
final class SimulatedPair {
    static final int STEP_SECONDS = 900;
    private static final int STEPS = 86_400 / STEP_SECONDS;
    private static final double INFLUENCE_DAYS = 90;
    private static final int MINUTES = LoadModel.MINUTES;

    /**
     * @param load the customer
     * @param tested the meter under test
     * @param reference the reference
     * @param maximumPowerWatts of the tested meter
     * @param scaler of both registers
     * @param skewSeconds tested clock minus reference clock
     * @param jitterSeconds largest random error of the capture instant of the tested meter
     */
    record Setup(
            LoadModel load,
            MeterPhysics tested,
            MeterPhysics reference,
            double maximumPowerWatts,
            int scaler,
            double skewSeconds,
            double jitterSeconds) {}

    private final Setup setup;
    private final RandomGenerator chance;
    private final double[] watts = new double[MINUTES];
    private final Curve tested = new Curve();
    private final Curve reference = new Curve();
    private double seasonalNoise;
    private double influence;
    private final long firstDay;
    private long day;
    private double energyToday;
    private double errorEnergyToday;

    SimulatedPair(Setup setup, long firstDay, long seed) {
        this.setup = setup;
        this.firstDay = firstDay;
        this.day = firstDay;
        chance = new SplittableRandom(seed);
        influence = chance.nextGaussian();
        tested.previousEnd = 1000 * chance.nextDouble();
        reference.previousEnd = 1000 * chance.nextDouble();
        simulateDay();
    }

    /** Registered energy at the minutes of yesterday's end, today and tomorrow's begin. */
    private static final class Curve {
        private final double[] today = new double[MINUTES + 1];
        private final double[] tomorrow = new double[MINUTES + 1];
        private double previousEnd;
        private double[] yesterday = {0, 0};

        double at(double minute) {
            if (minute < 0) {
                return today[0] + minute * (yesterday[1] - yesterday[0]);
            }
            if (minute >= MINUTES) {
                return tomorrow[0] + (minute - MINUTES) * (tomorrow[1] - tomorrow[0]);
            }
            int whole = (int) minute;
            return today[whole] + (minute - whole) * (today[whole + 1] - today[whole]);
        }
    }

    private double kelvins;
    private double kelvinsTomorrow;

    private void simulateDay() {
        nextDay(tested.tomorrow, reference.tomorrow);
    }

    private double tomorrowEnergy;
    private double tomorrowError;

    private void nextDay(double[] testedLevels, double[] referenceLevels) {
        setup.load.fill(day, chance, watts);
        seasonalNoise = 0.8 * seasonalNoise + 1.2 * chance.nextGaussian();
        double memory = Math.exp(-1 / INFLUENCE_DAYS);
        influence = memory * influence + Math.sqrt(1 - memory * memory) * chance.nextGaussian();
        double mean = -6 - 8 * Math.cos(2 * Math.PI * (day % 365.25) / 365.25) + seasonalNoise;
        kelvinsTomorrow = mean;
        double dayTangent = 0.05 * chance.nextGaussian();
        double years = (day - firstDay) / 365.25;
        testedLevels[0] = tested.previousEnd;
        referenceLevels[0] = reference.previousEnd;
        tomorrowEnergy = 0;
        tomorrowError = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            double power = watts[minute];
            double fraction = power / setup.maximumPowerWatts;
            // Electronics and motors at low load, heating at high load.
            double tangent = dayTangent + 0.1 + 0.4 / (1 + fraction / 0.05);
            double now = mean + 3 * Math.sin(2 * Math.PI * (minute - 540.0) / MINUTES);
            double byTested = setup.tested.registered(power, fraction, tangent, now, years)
                    + power * influence * setup.tested.influencePercent() / 100;
            testedLevels[minute + 1] = testedLevels[minute] + byTested / 60;
            referenceLevels[minute + 1] =
                    referenceLevels[minute] + setup.reference.registered(power, fraction, tangent, now, years) / 60;
            tomorrowEnergy += power / 60;
            tomorrowError += (setup.tested.registered(power, fraction, tangent, 0, 0) - power) / 60;
        }
        tested.previousEnd = testedLevels[MINUTES];
        reference.previousEnd = referenceLevels[MINUTES];
        day++;
    }

    /** The levels of the next day. */
    PairedDay next() {
        shift(tested);
        shift(reference);
        energyToday = tomorrowEnergy;
        errorEnergyToday = tomorrowError;
        kelvins = kelvinsTomorrow;
        nextDay(tested.tomorrow, reference.tomorrow);
        long epochDay = day - 2;
        List<RegisterLevel> testedRows = new ArrayList<>(STEPS + 1);
        List<RegisterLevel> referenceRows = new ArrayList<>(STEPS + 1);
        for (int k = 0; k <= STEPS; k++) {
            double jitter = setup.jitterSeconds * (2 * chance.nextDouble() - 1);
            double minute = k * STEP_SECONDS / 60.0;
            long second = epochDay * 86_400 + (long) k * STEP_SECONDS;
            testedRows.add(level(second, tested.at(minute - (setup.skewSeconds + jitter) / 60)));
            referenceRows.add(level(second, reference.at(minute)));
        }
        RegisterFormat format = new RegisterFormat(32, setup.maximumPowerWatts);
        return new PairedDay(epochDay, testedRows, referenceRows, format, format, OptionalDouble.of(23 + kelvins));
    }

    /** True energy of the day last returned, Wh. */
    double trueEnergy() {
        return energyToday;
    }

    /** Error energy of the tested meter on that day at 23 degrees Celsius and without ageing, Wh. */
    double trueErrorEnergy() {
        return errorEnergyToday;
    }

    private static void shift(Curve curve) {
        curve.yesterday = new double[] {curve.today[MINUTES - 1], curve.today[MINUTES]};
        System.arraycopy(curve.tomorrow, 0, curve.today, 0, MINUTES + 1);
    }

    private RegisterLevel level(long second, double wattHours) {
        long raw = (long) Math.floor(wattHours / Math.pow(10, setup.scaler));
        return new RegisterLevel(second, Math.floorMod(raw, 1L << 32), setup.scaler, 0, 1);
    }
}
