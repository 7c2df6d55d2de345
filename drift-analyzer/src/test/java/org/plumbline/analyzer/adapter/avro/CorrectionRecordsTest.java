// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.correction.CorrectedDayState;
import org.plumbline.analyzer.correction.DayEstimate;
import org.plumbline.analyzer.metrology.paired.RegisterLevel;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectionState;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.UncertaintyBudget;

class CorrectionRecordsTest {
    private static final long DAY = 20_000;

    private static byte[] levels() {
        byte[] octets = null;
        for (int k = 0; k < 3; k++) {
            Level level = new Level(new RegisterLevel(DAY * 86_400 + 900L * k, 100 + k, 0, 0, 1), OptionalInt.empty());
            octets = ((DayLevels.Addition.Added) DayLevels.add(octets, level)).octets();
        }
        return octets;
    }

    private static Optional<CorrectedDay> next(CorrectedDayState state) {
        return CorrectionRecords.next("m", DAY, state, state.estimate());
    }

    private static CorrectedDayState told(CorrectedDayState state) {
        return state.telling(CorrectionRecords.digest(next(state).orElseThrow()));
    }

    @Test
    void aCorrectionWhoseEstimateDoesNotHoldAnyMoreIsWithdrawnOnceAndMayComeBack() {
        CorrectedDayState state = CorrectedDayState.initial().withLevels(levels());
        assertEquals(Optional.empty(), next(state), "nothing to withdraw");
        Optional<DayEstimate> estimate = Optional.of(new DayEstimate(1, DAY - 5, DAY + 1, 1, 0.1, "p", "d"));
        CorrectedDayState corrected = told(state.withEstimate(estimate));
        assertEquals(1, corrected.revision());
        assertEquals(Optional.empty(), next(corrected));

        CorrectedDayState without = corrected.withEstimate(Optional.empty());
        CorrectedDay withdrawn = next(without).orElseThrow();
        assertEquals(CorrectionState.WITHDRAWN, withdrawn.getState());
        assertEquals(2, withdrawn.getRevision());
        assertEquals(List.of(), withdrawn.getIncrements());
        CorrectedDayState gone = told(without);
        assertEquals(Optional.empty(), next(gone));

        CorrectedDay again = next(gone.withEstimate(estimate)).orElseThrow();
        assertEquals(3, again.getRevision());
        assertEquals(CorrectionState.CORRECTED, again.getState());
    }

    @Test
    void estimatesThatGiveNoFigureCorrectNothing() {
        DriftEstimate sound = DriftEstimate.newBuilder()
                .setDiagnosis("METER")
                .setErrorPercent(1.0)
                .setUncertainty(new UncertaintyBudget(0.1, 0.1, 0.0, 0.0, 0.0, 0.0))
                .build();
        assertEquals(1 / 1.01, CorrectionRecords.estimate(sound).orElseThrow().factor());
        assertTrue(CorrectionRecords.estimate(DriftEstimate.newBuilder(sound)
                        .setRefusal("TOO_FEW_DAYS")
                        .build())
                .isEmpty());
        assertTrue(CorrectionRecords.estimate(DriftEstimate.newBuilder(sound)
                        .setHeldBack("REFERENCE_IN_DOUBT")
                        .build())
                .isEmpty());
        assertTrue(CorrectionRecords.estimate(
                        DriftEstimate.newBuilder(sound).setUncertainty(null).build())
                .isEmpty());
        assertTrue(CorrectionRecords.estimate(
                        DriftEstimate.newBuilder(sound).setErrorPercent(-90.0).build())
                .isEmpty());
        assertTrue(CorrectionRecords.estimate(
                        DriftEstimate.newBuilder(sound).setDiagnosis("LOAD").build())
                .isEmpty());
    }

    @Test
    void anEstimateOfAnotherTimeOrEpochCorrectsNothing() {
        CorrectedDayState day = CorrectedDayState.initial().withLevels(levels());
        DayEstimate later = new DayEstimate(1, DAY + 1, DAY + 9, 1, 0.1, "p", "d");
        assertEquals(Optional.empty(), next(day.withEstimate(Optional.of(later))), "its window begins later");
        DayEstimate earlier = new DayEstimate(1, DAY - 5, DAY, 1, 0.1, "p", "d");
        assertEquals(Optional.empty(), next(day.withEstimate(Optional.of(earlier))), "its window ends before");
        DayEstimate otherEpoch = new DayEstimate(2, DAY - 5, DAY + 1, 1, 0.1, "p", "d");
        assertEquals(Optional.empty(), next(day.withEstimate(Optional.of(otherEpoch))));
        CorrectedDayState corrected =
                told(day.withEstimate(Optional.of(new DayEstimate(1, DAY - 5, DAY + 1, 1, 0.1, "p", "d"))));
        assertEquals(
                CorrectionState.WITHDRAWN,
                next(corrected.withEstimate(Optional.of(otherEpoch)))
                        .orElseThrow()
                        .getState());
    }
}
