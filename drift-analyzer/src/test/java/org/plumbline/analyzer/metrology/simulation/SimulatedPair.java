// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;

/** A tested meter and its reference on one load; makes the levels of one day after the other. Deterministic by seed. */
public final class SimulatedPair {
    private static final int STEP_SECONDS = 900;
    private static final int STEPS = 86_400 / STEP_SECONDS;
    private static final int MINUTES = LoadModel.MINUTES;
    private static final double INFLUENCE_DAYS = 90;
    private static final double[] DIURNAL_KELVINS = IntStream.range(0, MINUTES)
            .mapToDouble(minute -> 3 * Math.sin(2 * Math.PI * (minute - 540.0) / MINUTES))
            .toArray();

    /**
     * What is simulated.
     *
     * @param load the customer
     * @param tested the meter under test
     * @param reference the reference
     * @param maximumPowerWatts of the tested meter
     * @param scaler of both registers
     * @param skewSeconds tested clock minus reference clock
     * @param jitterSeconds largest random error of the capture instant of the tested meter
     */
    public record Setup(
            LoadModel load,
            MeterPhysics tested,
            MeterPhysics reference,
            double maximumPowerWatts,
            int scaler,
            double skewSeconds,
            double jitterSeconds) {}

    /** Levels (Wh) of both meters at every minute of one day, and what is true of the day. */
    private static final class SimulatedDay {
        final double[] tested = new double[MINUTES + 1];
        final double[] reference = new double[MINUTES + 1];
        double kelvins;
        double energy;
        double errorEnergy;
    }

    private final Setup setup;
    private final RandomGenerator chance;
    private final long firstDay;
    private final double[] watts = new double[MINUTES];
    private SimulatedDay yesterday = new SimulatedDay();
    private SimulatedDay today = new SimulatedDay();
    private SimulatedDay tomorrow = new SimulatedDay();
    private double weather;
    private double influence;
    private long epochDay;

    public SimulatedPair(Setup setup, long firstDay, long seed) {
        this.setup = setup;
        this.firstDay = firstDay;
        chance = new SplittableRandom(seed);
        influence = chance.nextGaussian();
        today.tested[MINUTES] = 1000 + 1000 * chance.nextDouble();
        today.reference[MINUTES] = 1000 + 1000 * chance.nextDouble();
        epochDay = firstDay - 2;
        advance();
        advance();
    }

    /** The levels of the next day. */
    public PairedDay next() {
        advance();
        List<RegisterLevel> testedRows = new ArrayList<>(STEPS + 1);
        List<RegisterLevel> referenceRows = new ArrayList<>(STEPS + 1);
        for (int k = 0; k <= STEPS; k++) {
            double jitter = setup.jitterSeconds * (2 * chance.nextDouble() - 1);
            double minute = k * STEP_SECONDS / 60.0;
            long second = (epochDay - 1) * 86_400 + (long) k * STEP_SECONDS;
            double capture = minute - (setup.skewSeconds + jitter) / 60;
            testedRows.add(level(second, at(capture, yesterday.tested, today.tested, tomorrow.tested)));
            referenceRows.add(level(second, at(minute, yesterday.reference, today.reference, tomorrow.reference)));
        }
        RegisterFormat format = new RegisterFormat(32, setup.maximumPowerWatts);
        return new PairedDay(
                epochDay - 1, testedRows, referenceRows, format, format, OptionalDouble.of(23 + today.kelvins));
    }

    /** Lets a day pass without reading it. */
    public void skip() {
        advance();
    }

    /** True energy of the day last returned or skipped, Wh. */
    public double trueEnergy() {
        return today.energy;
    }

    /** Error energy of the tested meter on that day, at 23 degrees Celsius, without ageing and influences, Wh. */
    public double trueErrorEnergy() {
        return today.errorEnergy;
    }

    /** tan(phi) of the load: electronics and motors at low load, heating at high load. */
    static double tangent(double loadFraction) {
        return 0.1 + 0.4 / (1 + loadFraction / 0.05);
    }

    private void advance() {
        SimulatedDay oldest = yesterday;
        yesterday = today;
        today = tomorrow;
        tomorrow = oldest;
        epochDay++;
        simulate(epochDay, today.tested[MINUTES], today.reference[MINUTES], tomorrow);
    }

    private void simulate(long day, double testedStart, double referenceStart, SimulatedDay into) {
        setup.load.fill(day, chance, watts);
        weather = 0.8 * weather + 1.2 * chance.nextGaussian();
        double memory = Math.exp(-1 / INFLUENCE_DAYS);
        influence = memory * influence + Math.sqrt(1 - memory * memory) * chance.nextGaussian();
        double influenced = influence * setup.tested.influencePercent() / 100;
        into.kelvins = -6 - 8 * Math.cos(2 * Math.PI * (day % 365.25) / 365.25) + weather;
        double dayTangent = 0.05 * chance.nextGaussian();
        double years = (day - firstDay) / 365.25;
        into.tested[0] = testedStart;
        into.reference[0] = referenceStart;
        into.energy = 0;
        into.errorEnergy = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            double power = watts[minute];
            double fraction = power / setup.maximumPowerWatts;
            double tangent = dayTangent + tangent(fraction);
            double registered = setup.tested.registered(power, fraction, tangent);
            double slow = setup.tested.slowFraction(into.kelvins + DIURNAL_KELVINS[minute], years) + influenced;
            double byTested = registered + power * slow;
            double byReference = setup.reference.registered(power, fraction, tangent);
            into.tested[minute + 1] = into.tested[minute] + byTested / 60;
            into.reference[minute + 1] = into.reference[minute] + byReference / 60;
            into.energy += power / 60;
            into.errorEnergy += (registered - power) / 60;
        }
    }

    private static double at(double minute, double[] before, double[] now, double[] after) {
        if (minute < 0) {
            return within(minute + MINUTES, before);
        }
        return minute < MINUTES ? within(minute, now) : within(minute - MINUTES, after);
    }

    private static double within(double minute, double[] levels) {
        int whole = (int) minute;
        return levels[whole] + (minute - whole) * (levels[whole + 1] - levels[whole]);
    }

    private RegisterLevel level(long second, double wattHours) {
        long raw = (long) Math.floor(wattHours / Math.pow(10, setup.scaler));
        return new RegisterLevel(second, Math.floorMod(raw, 1L << 32), setup.scaler, 0, 1);
    }
}
