// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Authority;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment.Verdict;
import org.plumbline.analyzer.metrology.decision.Proposal.WithholdReason;
import org.plumbline.analyzer.metrology.decision.TabledPolicy.JudgedBy;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.metrology.limits.RatedMeter;
import org.plumbline.analyzer.metrology.limits.Rating;
import org.plumbline.analyzer.metrology.limits.Wiring;

class TabledPolicyTest {
    private static final LimitTable TABLE = LimitTable.shipped();
    /** 0.25-5(60) A. */
    private static final Rating RATING = Rating.of(Wiring.DIRECT, 5, 60).withMinimum(0.25);

    private static TabledPolicy policy(String standard, String meterClass, JudgedBy judgedBy) {
        return new TabledPolicy(
                Authority.ADJUST_UNVERIFIED,
                TABLE,
                new RatedMeter(standard, meterClass, RATING),
                judgedBy,
                Optional.empty(),
                Optional.empty(),
                DecisionRules.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "MID, C, 0.5, 23, 0.7, 0.7",
        "MID, C, 0.5, 35, 1.0, 1.0",
        "MID, C, 0.5, -30, 1.5, 1.5",
        "MID, C, 0.008, 23, 1.0, 0.7",
        "IEC 62053-21, 1, 0.008, 23, 1.5, 1.0",
        "IEC 62053-21, 1, 0.01, 23, 1.0, 1.0",
        "OIML R 46, D, 0.5, 23, 0.2, 0.2"
    })
    void loadAndTemperatureChooseTheRow(
            String standard, String meterClass, double load, double celsius, double limit, double mpe) {
        AccuracyPolicy policy =
                policy(standard, meterClass, new JudgedBy.ClassLimit()).at(new OperatingPoint(load, celsius));
        assertEquals(limit, policy.limit().percent());
        assertEquals(mpe, policy.maximumPermissibleError().percent());
    }

    /** tan 1.732 is a power factor of 0.5, tan 0.75 one of 0.8, tan 0.4 one of 0.93. */
    @ParameterizedTest
    @CsvSource({
        "IEC 62053-22, 0.2S, 0, 0.2, 'power factor 1, that of the energy'",
        "IEC 62053-22, 0.2S, 0.1, 0.2, 'power factor 1, that of the energy'",
        "IEC 62053-22, 0.2S, 1.732, 0.3, 'power factor 0.5i, that of the energy'",
        "IEC 62053-22, 0.2S, -0.75, 0.3, 'power factor 0.8c, that of the energy'",
        "IEC 62053-22, 0.2S, 0.4, 0.2, 'there is no limit for power factor 0.93i'"
    })
    void powerFactorOfTheEnergyChoosesTheRowAndThatOf1StandsInWhereThereIsNone(
            String standard, String meterClass, double tangent, double limit, String said) {
        TabledPolicy policy = new TabledPolicy(
                Authority.ADJUST_UNVERIFIED,
                TABLE,
                new RatedMeter(standard, meterClass, Rating.of(Wiring.CT, 1, 6)),
                new JudgedBy.ClassLimit(),
                Optional.empty(),
                Optional.empty(),
                DecisionRules.defaults());
        AccuracyPolicy at = policy.at(new OperatingPoint(0.5, 23, OptionalDouble.of(tangent)));
        assertEquals(limit, at.limit().percent());
        assertEquals(0.2, at.maximumPermissibleError().percent());
        assertTrue(at.limit().source().contains(said), at.limit().source());
        String unknown = policy.at(new OperatingPoint(0.5, 23)).limit().source();
        assertTrue(unknown.contains("are not measured"), unknown);
    }

    @Test
    void whereTheTableHasNoLimitThereIsNoVerdictAndItIsSaidWhy() {
        AccuracyPolicy policy = policy("MID", "B", new JudgedBy.ClassLimit()).at(new OperatingPoint(0.5, 80));
        assertFalse(policy.limit().isSet());
        assertFalse(policy.limit().authoritative());
        assertTrue(policy.limit().source().contains("80.0"), policy.limit().source());
        assertEquals(Verdict.NONE, AccuracyAssessor.verdict(50, 0.1, policy.limit()));

        AccuracyPolicy average =
                policy("MID", "B", new JudgedBy.InService("USA")).at(new OperatingPoint(0.5, 23));
        assertTrue(
                average.limit().source().contains("weighted average"),
                average.limit().source());
        assertTrue(average.maximumPermissibleError().isSet());
    }

    @ParameterizedTest
    @CsvSource({
        "2.4, PASS", "2.5, CONDITIONAL_PASS", "2.55, CONDITIONAL_FAIL", "2.6, FAIL",
        "-3.4, PASS", "-3.5, CONDITIONAL_PASS", "-3.55, CONDITIONAL_FAIL", "-3.6, FAIL"
    })
    void eachSideOfAnAsymmetricLimitJudgesItsOwnErrors(double error, Verdict verdict) {
        AccuracyPolicy policy =
                policy("MID", "B", new JudgedBy.InService("United Kingdom")).at(new OperatingPoint(0.5, 23));
        assertEquals(verdict, AccuracyAssessor.verdict(error, 0.05, policy.limit()));
        assertEquals(error < 0 ? 3.5 : 2.5, policy.limit().percentFor(error));
    }

    @Test
    void whatIsToBeVerifiedAuthorisesNothing() {
        assertEquals(EnumSet.noneOf(WithholdReason.class), withheld("MID", new JudgedBy.ClassLimit()));
        assertEquals(
                EnumSet.of(WithholdReason.LIMIT_NOT_AUTHORITATIVE), withheld("EN 50470-3", new JudgedBy.ClassLimit()));
        assertEquals(EnumSet.of(WithholdReason.LIMIT_NOT_AUTHORITATIVE), withheld("MID", new JudgedBy.InService("")));
    }

    private static EnumSet<WithholdReason> withheld(String standard, JudgedBy judgedBy) {
        AccuracyPolicy policy = policy(standard, "B", judgedBy).at(new OperatingPoint(0.5, 23));
        Proposal proposal = AdjustmentGate.propose(Policies.evidence(1.3, 0.05), policy, Policies.FRESH_GAIN);
        if (proposal instanceof Proposal.Adjust) {
            return EnumSet.noneOf(WithholdReason.class);
        }
        return EnumSet.copyOf(
                assertInstanceOf(Proposal.Withheld.class, proposal).reasons());
    }

    @Test
    void documentTakesThePlaceOfTheTable() {
        TabledPolicy policy = new TabledPolicy(
                Authority.OBSERVE,
                TABLE,
                new RatedMeter("MID", "B", RATING),
                new JudgedBy.ClassLimit(),
                Optional.of(Limit.byPolicy(0.5, "contract 7")),
                Optional.empty(),
                DecisionRules.defaults());
        assertEquals(0.5, policy.at(new OperatingPoint(1, 23)).limit().percent());
        assertEquals("contract 7", policy.at(new OperatingPoint(1, 23)).limit().source());
    }
}
