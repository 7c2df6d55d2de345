// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.analyzer.metrology.decision.AccuracyAssessor;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.metrology.decision.DecisionRules;
import org.plumbline.analyzer.metrology.decision.Diagnosis;
import org.plumbline.analyzer.metrology.decision.Installation;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.paired.DayRegression;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.PairedDay;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.evaluation.fleet.Clock;
import org.plumbline.evaluation.fleet.LoadModel;
import org.plumbline.evaluation.fleet.MeterPhysics;
import org.plumbline.evaluation.fleet.SimulatedPair;
import org.plumbline.evaluation.fleet.SimulatedPair.Gaps;
import org.plumbline.evaluation.fleet.SimulatedPair.Setup;

/** Diagnoses over simulated fleets: sound pairs are never accused, and two meters at different places always are. */
class DiagnosisFleetTest {
    private static final long FIRST_DAY = 20_500;
    private static final double MAXIMUM_WATTS = 14_000;
    private static final int METERS = 15;
    private static final int DAYS = 20;
    private static final int NEWEST_DAYS = 10;

    private final SplittableRandom chance = new SplittableRandom(5);

    enum Hardship {
        NONE(setup -> setup),
        SOLAR(setup -> setup.with(new LoadModel.Solar(setup.load(), 6_000))),
        CHARGING(setup -> setup.with(new LoadModel.Charging(setup.load(), 7_400))),
        MISSING_DAYS(setup -> setup.with(new Gaps(0.33, 0.33)));

        private final UnaryOperator<Setup> change;

        Hardship(UnaryOperator<Setup> change) {
            this.change = change;
        }
    }

    private SimulatedPair household(UnaryOperator<Setup> change) {
        Setup setup = Setup.of(
                LoadModel.Household.draw(chance, Math.exp(0.45 * chance.nextGaussian())),
                MeterPhysics.classOne(chance, 0.6 * chance.nextGaussian(), MAXIMUM_WATTS),
                MeterPhysics.gainOnly(0.03 * chance.nextGaussian()),
                MAXIMUM_WATTS,
                chance.nextInt(2),
                Clock.steady(60 * (2 * chance.nextDouble() - 1), 2));
        return new SimulatedPair(change.apply(setup), FIRST_DAY, chance.nextLong());
    }

    /** The diagnosis of every day that gives one. */
    private static List<Diagnosis> diagnoses(Iterable<PairedDay> days) {
        MeterTrack track = MeterTrack.start();
        List<DayResult> newest = new ArrayList<>();
        List<Diagnosis> found = new ArrayList<>();
        Limit limit = Limit.byPolicy(1, "contract");
        AccuracyPolicy policy =
                new AccuracyPolicy(AccuracyPolicy.Authority.ADVISE, limit, limit, DecisionRules.defaults());
        for (PairedDay day : days) {
            DayResult result = DayRegression.estimate(day);
            track = track.step(result);
            newest.add(result);
            if (newest.size() > NEWEST_DAYS) {
                newest.removeFirst();
            }
            Assessment assessment = AccuracyAssessor.assess(
                    track,
                    newest,
                    new ReferenceCertificate(0, 0.03, 0, FIRST_DAY),
                    policy,
                    Installation.of(MAXIMUM_WATTS),
                    Optional.empty());
            if (assessment instanceof Assessment.Judged judged) {
                found.add(judged.particulars().diagnosis());
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Hardship.class)
    void soundPairIsNeverAccused(Hardship hardship) {
        int judged = 0;
        for (int meter = 0; meter < METERS; meter++) {
            SimulatedPair pair = household(hardship.change);
            List<PairedDay> days = new ArrayList<>();
            for (int day = 0; day < DAYS; day++) {
                days.add(pair.next().paired());
            }
            for (Diagnosis diagnosis : diagnoses(days)) {
                assertEquals(new Diagnosis.OfTheMeter(), diagnosis);
                judged++;
            }
        }
        assertTrue(judged > METERS * 5, judged + " judgements");
    }

    @Test
    void metersOfTwoHouseholdsAreFoundNotToShareTheirLoad() {
        for (int meter = 0; meter < METERS; meter++) {
            SimulatedPair here = household(setup -> setup);
            SimulatedPair there = household(setup -> setup);
            List<PairedDay> days = new ArrayList<>();
            for (int day = 0; day < DAYS; day++) {
                PairedDay own = here.next().paired();
                PairedDay foreign = there.next().paired();
                days.add(new PairedDay(
                        own.epochDay(),
                        own.tested(),
                        foreign.reference(),
                        own.testedRegister(),
                        foreign.referenceRegister(),
                        own.temperaturesCelsius()));
            }
            Diagnosis last = diagnoses(days).getLast();
            assertTrue(last instanceof Diagnosis.LoadNotShared, last.toString());
        }
    }
}
