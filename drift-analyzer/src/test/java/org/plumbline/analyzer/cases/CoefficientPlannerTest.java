// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.analyzer.metrology.decision.AdjustableGain;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

class CoefficientPlannerTest {
    /** A sound block of a model with every gain at 1. */
    private static byte[] nominal(MeterModel model) {
        byte[] block = new byte[model.blockOctets()];
        for (MeterModel.FixedOctets part : model.fixed()) {
            byte[] octets = HexFormat.of().parseHex(part.octets());
            System.arraycopy(octets, 0, block, part.offset(), octets.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(block);
        int one = model.gains().law() == MeterModel.GainLaw.ONE_PLUS
                ? 0
                : 1 << model.gains().fractionBits();
        for (int k = 0; k < model.gains().count(); k++) {
            buffer.putInt(model.gains().offset() + 4 * k, one);
        }
        Integer storedAt = model.checksum().storedAt();
        if (storedAt != null) {
            buffer.putInt(storedAt, (int) model.checksumOf(block));
        }
        return block;
    }

    private static CalibrationBlock block(MeterModel model, byte[] octets, int epoch) {
        return new CalibrationBlock(
                epoch,
                model.name(),
                HexFormat.of().formatHex(octets),
                model.checksumOf(octets),
                CalibrationBlock.Cause.FIRST_SEEN,
                "");
    }

    private static Assessment.Judged judged(double errorPercent) {
        return (Assessment.Judged) CaseLifeTest.finding(1, 14, errorPercent).assessment();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLB-ALPHA", "PLB-BETA", "PLB-GAMMA"})
    void targetIsTheBaseTimesTheFactorAndSound(String name) {
        MeterModel model = MeterModels.named(name).orElseThrow();
        byte[] base = nominal(model);
        Plan.Adjust plan = assertInstanceOf(
                Plan.Adjust.class, CoefficientPlanner.plan(judged(1.6), Optional.of(block(model, base, 1))));
        byte[] target = HexFormat.of().parseHex(plan.proposal().targetBlockHex());
        assertTrue(model.defectOf(target).isEmpty());
        assertEquals(1 / 1.016, model.gainsOf(target)[0], model.gainLsb());
        assertEquals(model.checksumOf(target), plan.proposal().targetChecksum());
        assertArrayEquals(base, HexFormat.of().parseHex(plan.proposal().baseBlockHex()));
        assertEquals(plan, CoefficientPlanner.plan(judged(1.6), Optional.of(block(model, base, 1))));
    }

    @Test
    void blockOfAnotherEpochIsNoBase() {
        MeterModel model = MeterModels.named("PLB-ALPHA").orElseThrow();
        for (Optional<CalibrationBlock> base :
                java.util.List.of(Optional.<CalibrationBlock>empty(), Optional.of(block(model, nominal(model), 2)))) {
            Plan.NoAdjustment plan =
                    assertInstanceOf(Plan.NoAdjustment.class, CoefficientPlanner.plan(judged(1.6), base));
            assertEquals(Plan.Action.SITE_TEST, plan.action());
        }
    }

    @Test
    void unsoundBaseIsNotBuiltUpon() {
        MeterModel model = MeterModels.named("PLB-BETA").orElseThrow();
        byte[] broken = nominal(model);
        broken[5] ^= 1;
        assertInstanceOf(
                Plan.NoAdjustment.class, CoefficientPlanner.plan(judged(1.6), Optional.of(block(model, broken, 1))));
        CalibrationBlock wrongChecksum = new CalibrationBlock(
                1,
                "PLB-ALPHA",
                HexFormat.of().formatHex(nominal(MeterModels.named("PLB-ALPHA").orElseThrow())),
                7,
                CalibrationBlock.Cause.FIRST_SEEN,
                "");
        assertInstanceOf(Plan.NoAdjustment.class, CoefficientPlanner.plan(judged(1.6), Optional.of(wrongChecksum)));
        CalibrationBlock unknownModel =
                new CalibrationBlock(1, "NOBODY", "00", 1, CalibrationBlock.Cause.FIRST_SEEN, "");
        assertInstanceOf(Plan.NoAdjustment.class, CoefficientPlanner.plan(judged(1.6), Optional.of(unknownModel)));
    }

    @Test
    void gainCountsFromTheCertifiedBlock() {
        MeterModel model = MeterModels.named("PLB-GAMMA").orElseThrow();
        byte[] certified = nominal(model);
        CalibrationBlock adjusted = block(model, model.scaled(certified, 0.99), 2);
        AdjustableGain gain = CoefficientPlanner.gain(adjusted, HexFormat.of().formatHex(certified))
                .orElseThrow();
        assertEquals(0.99, gain.gainOverCertified(), model.gainLsb());
        assertEquals(100 * model.gainLsb() / 0.99, gain.leastStepPercent(), 1e-6);
        assertTrue(CoefficientPlanner.gain(adjusted, "00").isEmpty());
    }
}
