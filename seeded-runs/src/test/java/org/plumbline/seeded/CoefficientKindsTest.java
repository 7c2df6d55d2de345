// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.calibrator.job.AdjustmentGate;
import org.plumbline.calibrator.job.CaseView;
import org.plumbline.calibrator.job.ErrorForm;
import org.plumbline.calibrator.job.Estimate;
import org.plumbline.calibrator.job.GateDecision;
import org.plumbline.calibrator.job.GateSnapshot;
import org.plumbline.calibrator.job.JobPolicy;
import org.plumbline.calibrator.job.MeterKnowledge;
import org.plumbline.calibrator.job.Registration;
import org.plumbline.calibrator.member.CorrectionTarget;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.physics.ConstantLoad;
import org.plumbline.simulator.physics.ErrorCurve;

/** A correction of each kind on each model that has it: gate, order, write against the meter, and what it counts afterwards. */
class CoefficientKindsTest {
    private static final String METER = "M-0";
    private static final String CASE = METER + "|MET-02|1";
    private static final double WATTS = 400;
    private static final double MAXIMUM_WATTS = 20_000;
    private static final double TANGENT = 0.9;
    private static final double GAIN_PERCENT = 0.1;
    private static final double UNCERTAINTY_PERCENT = 0.05;

    static Stream<Arguments> kinds() {
        return Stream.of(MeterModel.values())
                .flatMap(model -> Stream.of(Coefficient.values())
                        .filter(kind -> MeterModels.named(model.name().replace('_', '-'))
                                .orElseThrow()
                                .has(kind))
                        .map(kind -> Arguments.of(model, kind)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theErrorOfEachKindIsGoneAfterItsWriteAndNothingElseIs(MeterModel model, Coefficient kind) {
        double error = kind == Coefficient.GAIN ? 1 : GAIN_PERCENT + 0.9;
        OneOrder world = new OneOrder(model, kind);

        world.run(model + " " + kind);

        assertEquals(Map.of("order", OrderResult.APPLIED), world.books().resultsOf(METER));
        assertEquals(1, world.books().activations());
        assertEquals(error, world.before, 1e-3);
        assertEquals(world.target.errorAfterPercent(), world.after, 1e-3);
        assertEquals(kind == Coefficient.GAIN ? 0 : GAIN_PERCENT, world.after, 1e-3);
    }

    private static final class OneOrder extends World {
        private final Coefficient kind;
        private final CorrectionTarget target;
        private double before;
        private double after;

        OneOrder(MeterModel model, Coefficient kind) {
            super(
                    new SplittableRandom(1),
                    1,
                    Flaw.NONE,
                    Strike.none(),
                    1,
                    List.of(MeterPlan.simple(METER, "127.1.0.1", model, FIELD_START)
                            .withLoad(new ConstantLoad(WATTS, TANGENT))
                            .withErrorCurve(curve(kind))),
                    FIELD_START.plusSeconds(1_800));
            this.kind = kind;
            this.target = target(plan(METER), kind);
        }

        /** 0.9 % of the load by the angle or the offset, 0.1 % by the gain; or 1 % by the gain. */
        private static ErrorCurve curve(Coefficient kind) {
            return new ErrorCurve(
                    kind == Coefficient.GAIN ? 0.01 : GAIN_PERCENT / 100,
                    kind == Coefficient.OFFSET ? 0.009 * WATTS : 0,
                    kind == Coefficient.PHASE ? 0.01 : 0,
                    0,
                    0,
                    0,
                    MAXIMUM_WATTS,
                    FIELD_START.getEpochSecond());
        }

        private static CorrectionTarget target(MeterPlan plan, Coefficient kind) {
            var model = MeterModels.named(modelName(plan)).orElseThrow();
            byte[] base = plan.factoryBlock().canonicalBytes();
            byte[] wanted = switch (kind) {
                case GAIN -> model.scaled(base, 1 / 1.01);
                case PHASE -> model.turned(base, -0.01);
                case OFFSET -> model.offsetBy(base, -0.009 * WATTS);
            };
            return new CorrectionTarget(
                    model.name(),
                    1,
                    HexFormat.of().formatHex(base),
                    model.checksumOf(base),
                    HexFormat.of().formatHex(wanted),
                    model.checksumOf(wanted),
                    model.gainRatio(base, wanted),
                    kind == Coefficient.GAIN ? 0 : GAIN_PERCENT);
        }

        @Override
        void play() {
            start();
            start();
            before = errorOfADay();
            assertInstanceOf(GateDecision.Release.class, AdjustmentGate.decide(snapshot(), JobPolicy.defaults()));
            log().order(0, order());
            for (int sip = 0; sip < 20 && books().resultsOf(METER).isEmpty(); sip++) {
                field().advance(POLL_PERIOD);
                scheduler().await(() -> !books().resultsOf(METER).isEmpty(), 10_000_000_000L);
            }
            after = errorOfADay();
        }

        private double errorOfADay() {
            SimulatedMeter meter = field().meter(plan(METER));
            SimulatedMeter.Snapshot from = meter.snapshot();
            field().advance(Duration.ofDays(1));
            SimulatedMeter.Snapshot to = meter.snapshot();
            double truth = to.trueMilliwattHours() - from.trueMilliwattHours();
            return 100 * ((to.registeredMilliwattHours() - from.registeredMilliwattHours()) / truth - 1);
        }

        private GateSnapshot snapshot() {
            MeterKnowledge knowledge = MeterKnowledge.NONE
                    .with(new Registration(
                            true,
                            target.meterModel(),
                            Registration.Policy.ADJUST_UNVERIFIED,
                            Registration.Verification.UNVERIFIED,
                            "POLICY-1",
                            1,
                            1,
                            "",
                            null))
                    .with(estimate())
                    .with(new CaseView(CASE, CaseView.Status.OPEN, "", target));
            return new GateSnapshot(
                    "campaign",
                    new Member(METER, CASE, 1, target),
                    MaintenanceWindow.WHOLE_DAY,
                    true,
                    null,
                    false,
                    false,
                    knowledge,
                    "PAIRED",
                    null,
                    null,
                    field().clock.now());
        }

        /** What the readings say: the day's error, and its form as it was planted. */
        private Estimate estimate() {
            ErrorForm.@Nullable Angle angle = kind == Coefficient.PHASE ? new ErrorForm.Angle(1, 0.08, TANGENT) : null;
            return new Estimate(
                    1,
                    "reference",
                    field().clock.now(),
                    60,
                    "",
                    before,
                    UNCERTAINTY_PERCENT,
                    60,
                    0.97,
                    true,
                    kind == Coefficient.GAIN,
                    new ErrorForm(
                            kind, List.of(point(0.1), point(0.5)), angle, new ErrorForm.Offset(WATTS, MAXIMUM_WATTS)));
        }

        private ErrorForm.Point point(double fraction) {
            double offset = kind == Coefficient.OFFSET ? 0.9 * (WATTS / (fraction * MAXIMUM_WATTS) - 1) : 0;
            return new ErrorForm.Point(fraction, before + offset, UNCERTAINTY_PERCENT, true);
        }

        private ReceivedOrder order() {
            return new ReceivedOrder(
                    METER,
                    "order",
                    "order",
                    "digest",
                    null,
                    METER,
                    1,
                    "campaign",
                    CASE,
                    new ReceivedOrder.Target(
                            target.meterModel(),
                            target.baseEpoch(),
                            Octets.ofHex(target.baseBlock()),
                            target.baseChecksum(),
                            Octets.ofHex(target.targetBlock()),
                            target.targetChecksum()),
                    Instant.MAX);
        }
    }
}
