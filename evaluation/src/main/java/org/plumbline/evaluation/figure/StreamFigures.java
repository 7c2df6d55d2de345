// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.evaluation.figure.FollowedMeter.Seen;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.DayReadings;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;
import org.plumbline.evaluation.report.Row;
import org.plumbline.evaluation.report.Target;

/** X1 and C1: meters followed level by level, as the stream does it. */
public final class StreamFigures {
    private static final double MAXIMUM_WATTS = 14_000;
    private static final long FIRST_DAY = 20_600;
    private static final int DAYS = 30;
    private static final double LATEST_SECONDS = 7.0 * Level.DAY_SECONDS;
    private static final double REPEATED = 0.1;
    private static final Limit LIMIT = Limit.byPolicy(1, "sub-meter policy");

    private StreamFigures() {}

    /** What one meter's stream showed; each is true when something differed. */
    private record Differences(boolean inEvidence, boolean inFinding, boolean fromBatch) {}

    /** X1: levels late by up to seven days, in any order, a tenth of them twice. */
    public static List<Row> order(Fleet fleet) {
        int meters = fleet.meters(24);
        List<Differences> all = fleet.run(7, meters, StreamFigures::shuffled);
        String name = meters + " meters, " + DAYS + " days, shuffled within 7 days, a tenth repeated";
        return List.of(
                differing(name, "meters whose days or track differ in any bit", all, Differences::inEvidence),
                differing(name, "meters whose newest finding differs", all, Differences::inFinding),
                differing(name, "meters whose days differ from a batch over them", all, Differences::fromBatch));
    }

    /** C1: meters far off whose only evidence is their own registers. */
    public static List<Row> withoutReference(Fleet fleet) {
        int meters = fleet.meters(24);
        List<List<MeterOutput>> outputs = fleet.run(8, meters, StreamFigures::alone);
        long findings = outputs.stream().filter(each -> !each.isEmpty()).count();
        return List.of(Row.of(
                "C1",
                meters + " meters 5 % off, no reference meter",
                "meters with an estimate, a case or MET-02",
                new Target.AtMost(0),
                findings,
                0));
    }

    private static Row differing(String name, String quantity, List<Differences> all, Predicate<Differences> differs) {
        return Row.of(
                "X1",
                name,
                quantity,
                new Target.AtMost(0),
                all.stream().filter(differs).count(),
                0);
    }

    private static Differences shuffled(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<DayReadings> days = readings(chance, 0.6 * chance.nextGaussian());
        List<Seen> levels = levels(days);
        FollowedMeter inOrder = followed(levels);
        FollowedMeter anyOrder = followed(disturbed(levels, chance));
        boolean asBatch = inOrder.state().recent().values().stream()
                .allMatch(result -> result.equals(batch(days, result.epochDay())));
        return new Differences(
                !Arrays.equals(inOrder.evidence(), anyOrder.evidence()),
                !newest(inOrder).equals(newest(anyOrder)),
                !asBatch || inOrder.state().recent().isEmpty());
    }

    private static DayResult batch(List<DayReadings> days, long epochDay) {
        return DayRegression.estimate(days.get((int) (epochDay - FIRST_DAY)).paired());
    }

    private static List<MeterOutput> alone(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        FollowedMeter meter = new FollowedMeter(new Pairing.None());
        levels(readings(chance, 5)).stream()
                .filter(seen -> seen.side() == Side.TESTED)
                .forEach(meter::see);
        return meter.outputs();
    }

    private static List<DayReadings> readings(RandomGenerator chance, double gainPercent) {
        SimulatedPair pair = new SimulatedPair(
                SimulatedPair.Setup.of(
                        LoadModel.Household.draw(chance, 1),
                        MeterPhysics.classOne(chance, gainPercent, MAXIMUM_WATTS),
                        MeterPhysics.perfect(),
                        MAXIMUM_WATTS,
                        chance.nextInt(2),
                        Clock.steady(60 * (2 * chance.nextDouble() - 1), 5)),
                FIRST_DAY,
                chance.nextLong());
        List<DayReadings> days = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            days.add(pair.next());
        }
        return days;
    }

    /** The levels of both meters in order of capture; 24:00 of one day is 00:00 of the next. */
    private static List<Seen> levels(List<DayReadings> days) {
        List<Seen> all = new ArrayList<>();
        for (DayReadings day : days) {
            int first = all.isEmpty() ? 0 : 1;
            for (int k = first; k < day.tested().size(); k++) {
                all.add(new Seen(Side.TESTED, day.tested().get(k)));
                all.add(new Seen(Side.REFERENCE, day.reference().get(k)));
            }
        }
        return all;
    }

    private static List<Seen> disturbed(List<Seen> levels, RandomGenerator chance) {
        record Arrival(double second, Seen seen) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Seen seen : levels) {
            do {
                double late = LATEST_SECONDS * chance.nextDouble();
                arrivals.add(new Arrival(seen.level().register().captureEpochSecond() + late, seen));
            } while (chance.nextDouble() < REPEATED);
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::second));
        return arrivals.stream().map(Arrival::seen).toList();
    }

    private static FollowedMeter followed(List<Seen> levels) {
        RegisterFormat format = new RegisterFormat(32, MAXIMUM_WATTS);
        FollowedMeter meter = new FollowedMeter(new Pairing.Ready(
                "profile",
                FollowedMeter.REFERENCE,
                new ReferenceCertificate(0, 0.03, 0.01, FIRST_DAY),
                format,
                format,
                new AccuracyPolicy(Authority.ADJUST_UNVERIFIED, LIMIT, LIMIT, DecisionRules.defaults())));
        levels.forEach(meter::see);
        return meter;
    }

    private static Optional<MeterOutput> newest(FollowedMeter meter) {
        return meter.outputs().stream()
                .filter(MeterOutput.DriftFound.class::isInstance)
                .reduce((earlier, later) -> later);
    }
}
