// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.paired.RegisterFormat;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;

/** One meter followed without Kafka. */
public final class FollowedPair {
    static final long FIRST_DAY = 20_000;
    static final String REFERENCE = "ref";
    private static final double MAXIMUM_WATTS = 13_800;
    private static final RegisterFormat FORMAT = new RegisterFormat(32, MAXIMUM_WATTS);

    final MemoryDays days = new MemoryDays();
    final List<MeterOutput> outputs = new ArrayList<>();
    MeterState state = MeterState.initial();
    Pairing pairing = ready(REFERENCE);

    /** A level and the side it belongs to. */
    record Seen(Side side, String referenceMeterId, Level level) {}

    static Pairing ready(String reference) {
        return new Pairing.Ready(
                "profile",
                reference,
                new ReferenceCertificate(0, 0.03, 0.01, FIRST_DAY),
                FORMAT,
                FORMAT,
                new AccuracyPolicy(
                        AccuracyPolicy.Authority.ADJUST_UNVERIFIED,
                        Limit.byPolicy(1, "policy"),
                        Limit.byPolicy(1, "policy"),
                        DecisionRules.defaults()));
    }

    void see(Seen seen) {
        take(MeterFollower.onLevel(
                "m", state, seen.side(), seen.referenceMeterId(), seen.level(), days, () -> pairing));
    }

    void seeOpen(Seen seen) {
        take(MeterFollower.onOpenLevel(() -> state, seen.side(), seen.level(), days));
    }

    void see(List<Seen> all) {
        all.forEach(this::see);
    }

    /** What it is compared with is judged by again. */
    void judgedBy(Pairing now) {
        pairing = now;
        take(MeterFollower.onPairing("m", state, days, now));
    }

    void commanded(CaseCommand command) {
        take(MeterFollower.onCommand("m", state, CaseKind.MET_02, command));
    }

    void calibrated(CalibrationBlock block) {
        take(MeterFollower.onCalibration(state, block, 0));
    }

    private void take(MeterFollower.Step step) {
        step.changed().ifPresent(next -> state = MeterStateCodec.decode(MeterStateCodec.encode(next)));
        outputs.addAll(step.outputs());
    }

    /** The same on a fifth of the load, read from registers of 100 Wh: their days are joined. */
    static List<Seen> coarse(List<Seen> levels) {
        return levels.stream()
                .map(seen -> {
                    RegisterLevel fine = seen.level().register();
                    RegisterLevel coarse = new RegisterLevel(
                            fine.captureEpochSecond(), fine.raw() / 500, 2, fine.statusBits(), fine.calibrationEpoch());
                    return new Seen(
                            seen.side(),
                            seen.referenceMeterId(),
                            new Level(coarse, seen.level().temperatureTenths()));
                })
                .toList();
    }

    /** Levels of both meters, a step every half hour, in capture order; deterministic by seed. */
    static List<Seen> levels(long fromDay, int days, double errorPercent, int epoch, long seed) {
        return levels(fromDay, days, day -> errorPercent, epoch, seed);
    }

    /** @param errorPercent by number of the day */
    static List<Seen> levels(long fromDay, int days, IntToDoubleFunction errorPercent, int epoch, long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        List<Seen> all = new ArrayList<>();
        double tested = 5_000;
        double reference = 7_000;
        for (int k = 0; k <= days * 48; k++) {
            long second = fromDay * Level.DAY_SECONDS + 1_800L * k;
            int temperature = 180 + chance.nextInt(60);
            all.add(new Seen(
                    Side.TESTED,
                    "",
                    new Level(new RegisterLevel(second, (long) tested, 0, 0, epoch), OptionalInt.of(temperature))));
            all.add(new Seen(
                    Side.REFERENCE,
                    REFERENCE,
                    new Level(new RegisterLevel(second, (long) reference, 0, 0, 1), OptionalInt.empty())));
            double load = chance.nextInt(4) == 0 ? 0.3 + 0.7 * chance.nextDouble() : 0.02 + 0.25 * chance.nextDouble();
            reference += load * MAXIMUM_WATTS / 2;
            tested += load * MAXIMUM_WATTS / 2 * (1 + errorPercent.applyAsDouble(k / 48) / 100);
        }
        return all;
    }
}
