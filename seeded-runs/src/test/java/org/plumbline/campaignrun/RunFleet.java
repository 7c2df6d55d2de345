// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.Happening;
import org.plumbline.simulator.meter.MeterFeatures;
import org.plumbline.simulator.meter.MeterKeys;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.physics.Climate;
import org.plumbline.simulator.physics.CommercialLoad;
import org.plumbline.simulator.physics.ErrorCurve;
import org.plumbline.simulator.physics.HouseholdLoad;
import org.plumbline.simulator.physics.Load;
import org.plumbline.simulator.physics.SeededStream;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * Unverified class 1 sub-meters in groups behind one class 0.2S reference that carries the same load, drawn from a seed. The
 * production run has drifted: most errors lie beyond the class limit. The firmware of PLB-BETA is defective: a changed
 * gain takes effect as its reciprocal.
 */
final class RunFleet {
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    /** The longest with which a day has the 25 levels that the estimate wants. */
    static final int CAPTURE_PERIOD_SECONDS = 3600;

    static final MeterModel DEFECTIVE = MeterModel.PLB_BETA;
    static final double CERTIFICATE_UNCERTAINTY_PERCENT = 0.03;

    static final double LINK_FAULT_SHARE = 0.03;
    static final double REFUSING_SHARE = 0.01;
    static final double REBOOTING_SHARE = 0.005;
    /** Of each kind of fault to strike a frame; there are seven. */
    static final double LINK_FAULT = 0.006;

    private static final int METERS_PER_REFERENCE = 40;
    private static final int FEWEST_GROUPS = 10;
    private static final double MEAN_ERROR = 0.0135;
    private static final double ERROR_SIGMA = 0.0025;
    private static final double ERROR_BOUND = 0.0065;
    private static final int PROFILE_ROWS = 60 * 24;

    /** A meter under test. */
    record Tested(MeterPlan plan, MeterPlan reference) {
        String meterId() {
            return plan.meterId();
        }
    }

    private final long seed;
    private final List<Tested> tested = new ArrayList<>();
    private final List<MeterPlan> references = new ArrayList<>();
    private final Set<String> faultyLinks = new HashSet<>();
    private final Set<String> refusing = new HashSet<>();
    private final Set<String> rebooting = new HashSet<>();
    private final List<FaultRule> reboots = new ArrayList<>();
    private final List<Happening.Scheduled> withdrawals = new ArrayList<>();

    RunFleet(long seed, int meters) {
        this.seed = seed;
        int groups = Math.max(FEWEST_GROUPS, meters / METERS_PER_REFERENCE);
        for (int group = 0; group < groups; group++) {
            references.add(reference(group));
        }
        for (int number = 0; number < meters; number++) {
            MeterPlan reference = references.get(number % groups);
            tested.add(new Tested(tested(number, reference), reference));
        }
        chooseFaults();
    }

    List<Tested> tested() {
        return tested;
    }

    List<MeterPlan> all() {
        List<MeterPlan> all = new ArrayList<>(references);
        tested.forEach(meter -> all.add(meter.plan()));
        return all;
    }

    boolean hasFaultyLink(MeterPlan plan) {
        return isOverAFaultyLink(plan.meterId());
    }

    boolean isRefusing(String meterId) {
        return refusing.contains(meterId);
    }

    boolean isOverAFaultyLink(String meterId) {
        return faultyLinks.contains(meterId);
    }

    /** Whether anything at all is wrong with it, its model apart. */
    boolean isFaulty(String meterId) {
        return isOverAFaultyLink(meterId) || isRefusing(meterId) || isRebooting(meterId);
    }

    boolean isRebooting(String meterId) {
        return rebooting.contains(meterId);
    }

    List<FaultRule> reboots() {
        return reboots;
    }

    List<Happening.Scheduled> withdrawals() {
        return withdrawals;
    }

    int count(MeterModel model) {
        return (int)
                tested.stream().filter(meter -> meter.plan().model() == model).count();
    }

    LinkFaults.Settings linkFaults() {
        return LinkFaults.Settings.evenly(seed, LINK_FAULT);
    }

    private static MeterModel modelOf(int group) {
        return switch (group % 10) {
            case 3, 7 -> DEFECTIVE;
            case 5, 9 -> MeterModel.PLB_GAMMA;
            default -> MeterModel.PLB_ALPHA;
        };
    }

    private MeterPlan reference(int group) {
        SeededStream random = stream("group", group);
        MeterModel model = modelOf(group);
        boolean commercial = model.phases() == 3;
        double maximumCurrent = commercial ? 100 : 60;
        double maximumWatts = model.phases() * maximumCurrent * 230;
        Load load = commercial
                ? new CommercialLoad(random.nextLong(), 40_000 * random.lognormal(0.2), maximumWatts)
                : new HouseholdLoad(random.nextLong(), 4_000 * random.lognormal(0.2), maximumWatts);
        double halfWidth = CERTIFICATE_UNCERTAINTY_PERCENT / 100 * Math.sqrt(3);
        ErrorCurve curve = new ErrorCurve(
                random.uniform(-halfWidth, halfWidth),
                random.truncatedNormal(0.005, 0.01),
                random.truncatedNormal(0.00002, 0.00005),
                random.truncatedNormal(0.000003, 0.000006),
                random.truncatedNormal(0.0001, 0.0002),
                0,
                maximumWatts,
                START.getEpochSecond());
        return plan("R%04d".formatted(group), "127.30.", group, model, "0.2S", load, curve, random);
    }

    private MeterPlan tested(int number, MeterPlan reference) {
        SeededStream random = stream("meter", number);
        ErrorCurve curve = new ErrorCurve(
                MEAN_ERROR + random.truncatedNormal(ERROR_SIGMA, ERROR_BOUND),
                random.truncatedNormal(0.02, 0.04),
                random.truncatedNormal(0.0001, 0.0002),
                random.truncatedNormal(0.00001, 0.00002),
                random.truncatedNormal(0.0003, 0.0006),
                random.truncatedNormal(0.0001, 0.0002),
                reference.rating().maximumWatts(),
                START.getEpochSecond());
        MeterPlan plan = plan(
                "M%05d".formatted(number), "127.20.", number, reference.model(), "1", reference.load(), curve, random);
        return plan.model() == DEFECTIVE ? plan.withFeatures(plan.features().withReciprocalGain()) : plan;
    }

    private static MeterPlan plan(
            String meterId,
            String network,
            int number,
            MeterModel model,
            String accuracyClass,
            Load load,
            ErrorCurve curve,
            SeededStream random) {
        int phases = model.phases();
        MeterPlan.Rating rating = new MeterPlan.Rating(
                "26" + meterId,
                "1.4.2",
                accuracyClass,
                "DIRECT",
                phases,
                phases == 3 ? 10 : 5,
                phases == 3 ? 100 : 60,
                230,
                0);
        double factoryGain = 1 + random.truncatedNormal(0.0005, 0.001);
        return new MeterPlan(
                meterId,
                network + number / 250 + "." + (1 + number % 250),
                model,
                rating,
                "504C42%010X".formatted((meterId.startsWith("R") ? 0x2700000000L : 0x2600000000L) + number),
                new MeterKeys(random.bytes(16), random.bytes(16)),
                START,
                load,
                curve,
                new Climate(random.nextLong(), 0),
                (int) Math.round(random.truncatedNormal(4, 10)),
                model.blockOfGain(factoryGain),
                random.nextInt(40_000) * 1_000_000L,
                1_000,
                MeterFeatures.defaults()
                        .withCapturePeriodSeconds(CAPTURE_PERIOD_SECONDS)
                        .withProfileCapacity(PROFILE_ROWS));
    }

    /** Faulty links at any model; refusing are PLB-ALPHA, whose pending block may not be written any more. */
    private void chooseFaults() {
        List<Tested> drawn = new ArrayList<>(tested);
        Collections.shuffle(drawn, new Random(seed));
        SeededStream random = stream("faults");
        drawn.subList(0, share(LINK_FAULT_SHARE)).forEach(meter -> faultyLinks.add(meter.meterId()));
        drawn.stream()
                .skip(share(LINK_FAULT_SHARE))
                .filter(meter -> meter.plan().model() == MeterModel.PLB_ALPHA)
                .limit(share(REFUSING_SHARE))
                .forEach(meter -> refuse(meter.meterId()));
        drawn.stream()
                .skip(share(LINK_FAULT_SHARE))
                .filter(meter -> !refusing.contains(meter.meterId()))
                .limit(share(REBOOTING_SHARE))
                .forEach(meter -> reboot(meter.plan(), random));
    }

    private int share(double share) {
        return Math.max(1, (int) Math.round(share * tested.size()));
    }

    private void refuse(String meterId) {
        refusing.add(meterId);
        withdrawals.add(new Happening.Scheduled(
                meterId, START, new Happening.RightWithdrawn(1, "0.128.96.14.81.255", 2, Happening.Right.WRITE)));
    }

    private void reboot(MeterPlan plan, SeededStream random) {
        rebooting.add(plan.meterId());
        boolean activating = random.chance(0.5);
        WriteKind step = switch (plan.model()) {
            case PLB_ALPHA -> activating ? WriteKind.CHECKSUM_SET : WriteKind.PENDING_SET;
            case PLB_BETA -> activating ? WriteKind.ACTIVATE : WriteKind.PENDING_SET;
            case PLB_GAMMA -> activating ? WriteKind.ACTIVATE : WriteKind.IMAGE_BLOCK;
        };
        reboots.add(new FaultRule(
                plan.meterId(),
                new FaultTrigger.OnWriteStep(step, 1),
                new FaultAction.Reboot(
                        random.nextInt(plan.model().blockLength() + 8), Duration.ofMillis(300 + random.nextInt(700)))));
    }

    private SeededStream stream(String purpose, long... labels) {
        long[] all = new long[labels.length + 1];
        all[0] = SeededStream.label(purpose);
        System.arraycopy(labels, 0, all, 1, labels.length);
        return SeededStream.of(seed, all);
    }
}
