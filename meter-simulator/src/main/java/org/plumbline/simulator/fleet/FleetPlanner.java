// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.fleet.Plant.Kind;
import org.plumbline.simulator.meter.CoefficientBlock;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.Climate;
import org.plumbline.simulator.physics.CommercialLoad;
import org.plumbline.simulator.physics.EnergyIntegrator;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;
import org.plumbline.simulator.physics.Load;
import org.plumbline.simulator.physics.SeededStream;

/**
 * Draws a fleet from a seed: pairs of a class 1 sub-meter and a class 0.2S check meter on the same load. The same seed,
 * size and start give the same fleet, keys included.
 */
public final class FleetPlanner {
    /** Days over which the mean error of a meter is set. */
    public static final int MEAN_ERROR_DAYS = 60;

    public static final int MINIMUM_PAIRS = 20;
    public static final int MAXIMUM_PAIRS = 31_000;

    private static final double CERTIFICATE_STANDARD_UNCERTAINTY_PERCENT = 0.03;
    /** Half-width of the rectangular distribution with that standard uncertainty (JCGM 100:2008, 4.3.7). */
    private static final double CERTIFICATE_HALF_WIDTH_PERCENT =
            CERTIFICATE_STANDARD_UNCERTAINTY_PERCENT * Math.sqrt(3);

    private static final double ORDINARY_ERROR_PERCENT = 0.12;
    private static final double ORDINARY_ERROR_BOUND_PERCENT = 0.3;
    private static final double PERCENT = 0.01;
    private static final long MILLIWATT_HOURS_PER_KILOWATT_HOUR = 1_000_000;

    private final long seed;
    private final Instant start;
    private final int pairs;
    private final List<MeterPlan> meters = new ArrayList<>();
    private final Map<String, Double> meanErrors = new HashMap<>();

    private record Site(MeterModel model, boolean commercial) {}

    private FleetPlanner(long seed, int pairs, Instant start) {
        this.seed = seed;
        this.pairs = pairs;
        this.start = start;
    }

    /**
     * Draws the fleet.
     *
     * @param pairs 20..31000
     * @param start whole quarter hour
     */
    public static FleetPlan plan(long seed, int pairs, Instant start) {
        if (pairs < MINIMUM_PAIRS || pairs > MAXIMUM_PAIRS) {
            throw new SimulatorException("pairs must be in " + MINIMUM_PAIRS + ".." + MAXIMUM_PAIRS + ": " + pairs);
        }
        return new FleetPlanner(seed, pairs, start).draw();
    }

    static String subMeterId(int index) {
        return "SM-%04d".formatted(index + 1);
    }

    /** Address of the n-th meter, counted from 0. */
    static String address(int number) {
        return "127.10.%d.%d".formatted(number / 250, number % 250 + 1);
    }

    private static String checkMeterId(int index) {
        return "CM-%04d".formatted(index + 1);
    }

    private FleetPlan draw() {
        List<Site> sites = sites();
        PlantPlanner planting = new PlantPlanner(stream("plants"));
        planting.choose(sites.stream().map(Site::model).toList());
        List<PairPlan> pairPlans = new ArrayList<>();
        for (int index = 0; index < pairs; index++) {
            addPair(index, sites.get(index), planting.plants().get(index));
            pairPlans.add(new PairPlan(
                    "PAIR-%04d".formatted(index + 1),
                    subMeterId(index),
                    checkMeterId(index),
                    CERTIFICATE_STANDARD_UNCERTAINTY_PERCENT,
                    0));
        }
        List<Plant> plants = planting.plants().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        return new FleetPlan(seed, start, meters, pairPlans, plants, meanErrors, planting.faults());
    }

    /** 40 % PLB-ALPHA households, 30 % PLB-BETA of both kinds, 30 % PLB-GAMMA businesses, in random order. */
    private List<Site> sites() {
        SeededStream random = stream("sites");
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Site site = switch (i % 10) {
                case 0, 1, 2, 3 -> new Site(MeterModel.PLB_ALPHA, false);
                case 4, 5 -> new Site(MeterModel.PLB_BETA, false);
                case 6 -> new Site(MeterModel.PLB_BETA, true);
                default -> new Site(MeterModel.PLB_GAMMA, true);
            };
            sites.add(random.nextInt(i + 1), site);
        }
        return sites;
    }

    private void addPair(int index, Site site, @Nullable Plant plant) {
        SeededStream random = stream("pair", index);
        double maximumCurrent = site.commercial() ? 100 : 60;
        int phases = site.commercial() ? 3 : 1;
        double maximumWatts = phases * maximumCurrent * 230;
        long loadSeed = random.nextLong();
        Load load = site.commercial()
                ? new CommercialLoad(loadSeed, 40_000 * clamp(random.lognormal(0.35), 0.4, 2.5), maximumWatts)
                : new HouseholdLoad(loadSeed, 3200 * clamp(random.lognormal(0.45), 0.4, 2.5), maximumWatts);
        long weather = stream("weather").nextLong();
        double cabinet = random.uniform(-2, 4);

        int scaler = random.chance(0.3) ? 1 : 0;
        if (plant != null && plant.kind() == Kind.COARSE_REGISTER) {
            scaler = 3;
        }
        MeterPlan.Rating subRating = new MeterPlan.Rating(
                "26%07d".formatted(index + 1),
                site.model().modelName() + " 1.4.2",
                "1",
                "DIRECT",
                phases,
                site.commercial() ? 10 : 5,
                maximumCurrent,
                230,
                scaler);
        MeterPlan sub = meter(subMeterId(index), 2 * index, site.model(), subRating, load, random)
                .withClockSkewSeconds(subSkew(random, plant != null));
        double subError = plant != null
                ? plant.meanErrorPercent()
                : random.truncatedNormal(ORDINARY_ERROR_PERCENT, ORDINARY_ERROR_BOUND_PERCENT);
        ErrorCurve subCurve = subCurve(random, maximumWatts, plant != null);
        add(sub, new Climate(weather, cabinet), subCurve, subError);

        MeterPlan.Rating checkRating = new MeterPlan.Rating(
                "27%07d".formatted(index + 1),
                site.model().modelName() + " 1.4.2",
                "0.2S",
                "CT",
                phases,
                20,
                maximumCurrent,
                230,
                0);
        MeterPlan check = meter(checkMeterId(index), 2 * index + 1, site.model(), checkRating, load, random)
                .withClockSkewSeconds((int) Math.round(random.truncatedNormal(3, 10)));
        double checkError = random.uniform(-CERTIFICATE_HALF_WIDTH_PERCENT, CERTIFICATE_HALF_WIDTH_PERCENT);
        ErrorCurve checkCurve = new ErrorCurve(
                0,
                random.truncatedNormal(0.005, 0.01),
                random.truncatedNormal(0.00002, 0.00005),
                random.truncatedNormal(0.0003 * PERCENT, 0.0006 * PERCENT),
                random.truncatedNormal(0.01 * PERCENT, 0.02 * PERCENT),
                random.truncatedNormal(0.005 * PERCENT, 0.01 * PERCENT),
                maximumWatts,
                start.getEpochSecond());
        add(check, new Climate(weather, cabinet), checkCurve, checkError);
    }

    private MeterPlan meter(
            String meterId, int number, MeterModel model, MeterPlan.Rating rating, Load load, SeededStream random) {
        SeededStream secrets = stream("keys", number);
        return new MeterPlan(
                meterId,
                address(number),
                model,
                rating,
                "504C42%010X".formatted(0x2600000000L + number + 1),
                new MeterKeys(secrets.bytes(16), secrets.bytes(16)),
                start,
                load,
                ErrorCurve.ofGain(0),
                new Climate(0, 0),
                0,
                factoryBlock(model, random),
                random.nextInt(40_000) * MILLIWATT_HOURS_PER_KILOWATT_HOUR + random.nextInt(1_000_000),
                1000 + random.nextInt(100_000),
                MeterFeatures.defaults());
    }

    private void add(MeterPlan plan, Climate climate, ErrorCurve secondary, double meanErrorPercent) {
        double already = meanError(start, plan.load(), secondary, climate);
        ErrorCurve curve = secondary.withGain(meanErrorPercent * PERCENT - already);
        meters.add(plan.withErrorCurve(curve).withClimate(climate));
        meanErrors.put(plan.meterId(), meanErrorPercent);
    }

    /** Energy-weighted mean error over the first days, as a fraction. */
    static double meanError(Instant start, Load load, ErrorCurve curve, Climate climate) {
        EnergyIntegrator integrator = new EnergyIntegrator(load, curve, climate);
        long from = start.getEpochSecond();
        long trueEnergy = 0;
        double measured = 0;
        for (int quarterDay = 0; quarterDay < MEAN_ERROR_DAYS * 4; quarterDay++) {
            EnergyIntegrator.Span span =
                    integrator.integrate(from, from + 21_600, EnergyIntegrator.Coefficients.FACTORY);
            trueEnergy += span.trueMilliwattHours();
            measured += span.measuredMilliwattHours();
            from += 21_600;
        }
        return (measured - trueEnergy) / trueEnergy;
    }

    /** Secondary mechanisms; those of plants are small so that a gain write cures the mean error. */
    private ErrorCurve subCurve(SeededStream random, double maximumWatts, boolean planted) {
        double scale = planted ? 0.4 : 1;
        return new ErrorCurve(
                0,
                scale * random.truncatedNormal(0.05, 0.1),
                scale * random.truncatedNormal(0.0002, 0.0005),
                scale * random.truncatedNormal(0.002 * PERCENT, 0.004 * PERCENT),
                scale * random.truncatedNormal(0.05 * PERCENT, 0.1 * PERCENT),
                scale * random.truncatedNormal(0.02 * PERCENT, 0.05 * PERCENT),
                maximumWatts,
                start.getEpochSecond());
    }

    private static int subSkew(SeededStream random, boolean planted) {
        double seconds = random.truncatedNormal(8, 20);
        if (!planted && random.chance(0.04)) {
            seconds = Math.copySign(random.uniform(20, 45), seconds);
        }
        return (int) Math.round(seconds);
    }

    /** Factory trimming: gains near nominal, other fields as the trimming left them. */
    private static CoefficientBlock factoryBlock(MeterModel model, SeededStream random) {
        double gain = 1 + random.truncatedNormal(0.0005, 0.001);
        return switch (model) {
            case PLB_ALPHA -> new CoefficientBlock.Alpha(Math.round(gain * (1 << 22)), random.nextInt(200) - 100);
            case PLB_BETA ->
                new CoefficientBlock.Beta(
                        (int) Math.round((gain - 1) * (1 << 24)), random.nextInt(60) - 30, random.nextInt(200) - 100);
            case PLB_GAMMA -> {
                List<Long> gains = new ArrayList<>();
                List<Integer> phases = new ArrayList<>();
                List<Integer> offsets = new ArrayList<>();
                for (int phase = 0; phase < 3; phase++) {
                    gains.add(Math.round((gain + random.truncatedNormal(0.0002, 0.0004)) * (1 << 20)));
                    phases.add(random.nextInt(200) - 100);
                    offsets.add(random.nextInt(60) - 30);
                }
                yield new CoefficientBlock.Gamma(gains, phases, offsets);
            }
        };
    }

    private SeededStream stream(String purpose, long... labels) {
        long[] all = new long[labels.length + 1];
        all[0] = SeededStream.label(purpose);
        System.arraycopy(labels, 0, all, 1, labels.length);
        return SeededStream.of(seed, all);
    }

    private static double clamp(double value, double low, double high) {
        return Math.clamp(value, low, high);
    }
}
