// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.plumbline.analyzer.metrology.paired.ReactiveLevel;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

/**
 * A tested meter and its reference on one load; makes the levels of one day after the other. Deterministic by seed. Of
 * the analyzer it knows only how a level is written down; physics, clocks and quantisation are its own.
 */
public final class SimulatedPair {
    private static final int STEP_MINUTES = 15;
    private static final int MINUTES = LoadModel.MINUTES;
    private static final int HOUR_MINUTES = 60;
    private static final int STEPS = MINUTES / STEP_MINUTES;
    private static final double INFLUENCE_DAYS = 90;
    private static final int EPOCH = 1;
    private static final double[] DIURNAL_KELVINS = IntStream.range(0, MINUTES + 1)
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
     * @param clock of the tested meter
     * @param step change of the tested meter's gain
     * @param gaps what is not read
     * @param factor power factor of the load
     */
    public record Setup(
            LoadModel load,
            MeterPhysics tested,
            MeterPhysics reference,
            double maximumPowerWatts,
            int scaler,
            Clock clock,
            Step step,
            Gaps gaps,
            PowerFactor factor) {
        /** A pair that is read without gaps and whose meters do not change suddenly. */
        public static Setup of(
                LoadModel load,
                MeterPhysics tested,
                MeterPhysics reference,
                double maximumPowerWatts,
                int scaler,
                Clock clock) {
            return new Setup(
                    load, tested, reference, maximumPowerWatts, scaler, clock, Step.NONE, Gaps.NONE, PowerFactor.USUAL);
        }

        public Setup with(LoadModel customer) {
            return new Setup(customer, tested, reference, maximumPowerWatts, scaler, clock, step, gaps, factor);
        }

        public Setup withTested(MeterPhysics meter) {
            return new Setup(load, meter, reference, maximumPowerWatts, scaler, clock, step, gaps, factor);
        }

        public Setup withReference(MeterPhysics meter) {
            return new Setup(load, tested, meter, maximumPowerWatts, scaler, clock, step, gaps, factor);
        }

        public Setup withScaler(int ofBoth) {
            return new Setup(load, tested, reference, maximumPowerWatts, ofBoth, clock, step, gaps, factor);
        }

        public Setup with(Clock ofTested) {
            return new Setup(load, tested, reference, maximumPowerWatts, scaler, ofTested, step, gaps, factor);
        }

        public Setup with(Step change) {
            return new Setup(load, tested, reference, maximumPowerWatts, scaler, clock, change, gaps, factor);
        }

        public Setup with(PowerFactor ofLoad) {
            return new Setup(load, tested, reference, maximumPowerWatts, scaler, clock, step, gaps, ofLoad);
        }

        public Setup with(Gaps missing) {
            return new Setup(load, tested, reference, maximumPowerWatts, scaler, clock, step, missing, factor);
        }
    }

    /**
     * A sudden change of gain.
     *
     * @param day from 00:00 of this day on, counted from the first
     * @param percent added to the gain error
     */
    public record Step(int day, double percent) {
        static final Step NONE = new Step(Integer.MAX_VALUE, 0);
    }

    /**
     * What is never read.
     *
     * @param dayShare probability that a day is missing
     * @param levelShare probability that a level of either meter is missing on other days
     */
    public record Gaps(double dayShare, double levelShare) {
        static final Gaps NONE = new Gaps(0, 0);
    }

    /** Levels (Wh) of both meters at every minute of one day, and what is true of the day. */
    private static final class SimulatedDay {
        final double[] watts = new double[MINUTES + 1];
        final double[] tested = new double[MINUTES + 1];
        final double[] reference = new double[MINUTES + 1];
        final double[] varHours = new double[MINUTES + 1];
        double kelvins;
        double energy;
        double errorEnergy;
    }

    private final Setup setup;
    private final RandomGenerator chance;
    private final RandomGenerator wandering;
    private final RegisterFormat format;
    private final long firstDay;
    private SimulatedDay yesterday = new SimulatedDay();
    private SimulatedDay today = new SimulatedDay();
    private SimulatedDay tomorrow = new SimulatedDay();
    private double weather;
    private double influence;
    private double clockOffset;
    private double hourTangent;
    private long newestDay;
    private Level testedMidnight;

    public SimulatedPair(Setup setup, long firstDay, long seed) {
        this.setup = setup;
        this.firstDay = firstDay;
        chance = new SplittableRandom(seed);
        wandering = new SplittableRandom(~seed);
        format = new RegisterFormat(32, setup.maximumPowerWatts);
        influence = chance.nextGaussian();
        tomorrow.tested[MINUTES] = 1000 + 1000 * chance.nextDouble();
        tomorrow.reference[MINUTES] = 1000 + 1000 * chance.nextDouble();
        newestDay = firstDay - 2;
        advance();
        advance();
        testedMidnight = testedLevel(firstDay * Level.DAY_SECONDS, MINUTES);
    }

    /** The readings of the next day. */
    public DayReadings next() {
        advance();
        long day = newestDay - 1;
        boolean missing = chance.nextDouble() < setup.gaps.dayShare;
        int jumpAt = chance.nextDouble() < setup.clock.jumpsPerDay() ? chance.nextInt(STEPS) : -1;
        List<Level> tested = new ArrayList<>(STEPS + 1);
        List<Level> reference = new ArrayList<>(STEPS + 1);
        for (int k = 0; k <= STEPS; k++) {
            if (k == jumpAt) {
                clockOffset = Clock.jumpSeconds(chance);
            }
            long second = day * Level.DAY_SECONDS + 60L * STEP_MINUTES * k;
            if (k > 0) {
                testedMidnight = testedLevel(second, STEP_MINUTES * k);
            }
            if (!missing && isRead()) {
                tested.add(testedMidnight);
            }
            if (!missing && isRead()) {
                reference.add(new Level(
                        register(second, at(STEP_MINUTES * k, Side.REFERENCE)),
                        OptionalInt.empty(),
                        reactive(STEP_MINUTES * k)));
            }
        }
        return new DayReadings(day, tested, reference, format, truth());
    }

    /** Lets a day pass without reading it; true energies only. */
    public DayTruth skip() {
        advance();
        testedMidnight = testedLevel(newestDay * Level.DAY_SECONDS, MINUTES);
        return truth();
    }

    /** Net reactive energy at full hours. */
    private Optional<ReactiveLevel> reactive(int minute) {
        if (!setup.factor.registers() || minute % HOUR_MINUTES != 0) {
            return Optional.empty();
        }
        long raw = (long) Math.floor(today.varHours[minute] / Math.pow(10, setup.factor.scaler()));
        return Optional.of(new ReactiveLevel(raw, setup.factor.scaler()));
    }

    private DayTruth truth() {
        double[] energies = new double[STEPS + 1];
        double[] watts = new double[STEPS + 1];
        double[] varHours = new double[STEPS + 1];
        double energy = 0;
        for (int k = 0; k <= STEPS; k++) {
            energies[k] = energy;
            varHours[k] = today.varHours[STEP_MINUTES * k] - today.varHours[0];
            watts[k] = k < STEPS ? today.watts[STEP_MINUTES * k] : tomorrow.watts[0];
            for (int minute = STEP_MINUTES * k; k < STEPS && minute < STEP_MINUTES * (k + 1); minute++) {
                energy += today.watts[minute] / 60;
            }
        }
        return new DayTruth(today.energy, today.errorEnergy, energies, watts, varHours);
    }

    private void advance() {
        SimulatedDay oldest = yesterday;
        yesterday = today;
        today = tomorrow;
        tomorrow = oldest;
        newestDay++;
        simulate(newestDay, today.tested[MINUTES], today.reference[MINUTES], today.varHours[MINUTES], tomorrow);
    }

    private void simulate(long day, double testedStart, double referenceStart, double before, SimulatedDay into) {
        setup.load.fill(day, chance, into.watts);
        weather = 0.8 * weather + 1.2 * chance.nextGaussian();
        double memory = Math.exp(-1 / INFLUENCE_DAYS);
        influence = memory * influence + Math.sqrt(1 - memory * memory) * chance.nextGaussian();
        double stepped = day >= firstDay + setup.step.day ? setup.step.percent : 0;
        double suddenly = (influence * setup.tested.influencePercent() + stepped) / 100;
        into.kelvins = -6 - 8 * Math.cos(2 * Math.PI * (day % 365.25) / 365.25) + weather;
        double dayTangent = 0.05 * chance.nextGaussian();
        double years = (day - firstDay) / 365.25;
        double referenceAged = setup.reference.slowFraction(0, years);
        into.tested[0] = testedStart;
        into.reference[0] = referenceStart;
        into.varHours[0] = before;
        into.energy = 0;
        into.errorEnergy = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            double power = Math.max(0, into.watts[minute]);
            into.watts[minute] = power;
            double byTested = 0;
            double byReference = 0;
            double reactive = 0;
            if (setup.factor.wander() > 0 && minute % HOUR_MINUTES == 0) {
                hourTangent = setup.factor.wander() * wandering.nextGaussian();
            }
            if (power > 0) {
                double fraction = power / setup.maximumPowerWatts;
                double tangent = dayTangent + hourTangent + setup.factor.tangent(fraction);
                reactive = power * tangent;
                double registered = setup.tested.registered(power, fraction, tangent);
                double slow = setup.tested.slowFraction(into.kelvins + DIURNAL_KELVINS[minute], years) + suddenly;
                byTested = registered + power * slow;
                byReference = setup.reference.registered(power, fraction, tangent) + power * referenceAged;
                into.errorEnergy += (registered - power) / 60;
            }
            into.tested[minute + 1] = into.tested[minute] + byTested / 60;
            into.reference[minute + 1] = into.reference[minute] + byReference / 60;
            into.varHours[minute + 1] = into.varHours[minute] + reactive / 60;
            into.energy += power / 60;
        }
    }

    private boolean isRead() {
        return setup.gaps.levelShare == 0 || chance.nextDouble() >= setup.gaps.levelShare;
    }

    /** The tested meter's level that carries the time {@code second}, captured when its own clock says so. */
    private Level testedLevel(long second, int minute) {
        double jitter = setup.clock.jitterSeconds() * (2 * chance.nextDouble() - 1);
        double capture = minute - (setup.clock.skewSeconds() + clockOffset + jitter) / 60;
        double celsius = 23 + today.kelvins + DIURNAL_KELVINS[minute];
        return new Level(register(second, at(capture, Side.TESTED)), OptionalInt.of((int) Math.round(10 * celsius)));
    }

    private double at(double minute, Side side) {
        if (minute < 0) {
            return within(minute + MINUTES, levels(yesterday, side));
        }
        return minute < MINUTES
                ? within(minute, levels(today, side))
                : within(minute - MINUTES, levels(tomorrow, side));
    }

    private static double[] levels(SimulatedDay day, Side side) {
        return side == Side.TESTED ? day.tested : day.reference;
    }

    private static double within(double minute, double[] levels) {
        int whole = (int) minute;
        return levels[whole] + (minute - whole) * (levels[whole + 1] - levels[whole]);
    }

    private RegisterLevel register(long second, double wattHours) {
        long raw = (long) Math.floor(wattHours / Math.pow(10, setup.scaler));
        return new RegisterLevel(second, Math.floorMod(raw, 1L << 32), setup.scaler, 0, EPOCH);
    }
}
