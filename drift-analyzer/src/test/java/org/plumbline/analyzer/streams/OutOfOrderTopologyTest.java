// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.EpochCause;
import org.plumbline.schema.avro.OrderResult;

/** Orders, outcomes, calibration epochs and readings come on topics of their own: none waits for another. */
class OutOfOrderTopologyTest {
    private enum Told {
        ORDER,
        OUTCOME,
        EPOCH
    }

    private final Bench bench = new Bench();
    private final Pilot pilot = new Pilot(bench, "m1");

    @AfterEach
    void stop() {
        bench.close();
    }

    private AccuracyCase newest() {
        return bench.cases().get("m1|MET-02|1");
    }

    private void tell(Told what, AccuracyCase proposed) {
        switch (what) {
            case ORDER -> pilot.order(proposed, "order-1");
            case OUTCOME -> pilot.outcome(proposed, "order-1", OrderResult.APPLIED, 2);
            case EPOCH ->
                pilot.epoch(
                        2,
                        EpochCause.ORDERED,
                        proposed.getProposal().getTargetBlock().array(),
                        "order-1");
        }
    }

    static Stream<List<Told>> permutations() {
        List<List<Told>> all = new ArrayList<>();
        for (Told first : Told.values()) {
            for (Told second : Told.values()) {
                for (Told third : Told.values()) {
                    if (first != second && second != third && first != third) {
                        all.add(List.of(first, second, third));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("permutations")
    void correctionIsProvenInWhateverOrderItIsTold(List<Told> order) {
        pilot.untilProposed(1.6);
        AccuracyCase proposed = newest();
        order.forEach(what -> tell(what, proposed));
        pilot.days(7, new Truth(0.02, 2));

        AccuracyCase closed = newest();
        assertEquals(CaseState.CLOSED, closed.getState(), closed.getStateReason());
        assertEquals("order-1", closed.getOrderId());
        assertEquals(2, closed.getProof().getCalibrationEpoch());
        assertEquals(7, closed.getProof().getClosedDays());
    }

    /** Without the outcome nobody knows that it was the order that helped: the proof waits for it. */
    @Test
    void readingsOfTheNewEpochProveNothingBeforeTheOutcomeIsTold() {
        pilot.untilProposed(1.6);
        AccuracyCase proposed = newest();
        tell(Told.EPOCH, proposed);
        pilot.days(7, new Truth(0.02, 2));
        assertNotEquals(CaseState.CLOSED, newest().getState());
        tell(Told.OUTCOME, proposed);
        tell(Told.ORDER, proposed);
        assertEquals(CaseState.VERIFYING, newest().getState());
        pilot.days(1, new Truth(0.02, 2));
        AccuracyCase closed = newest();
        assertEquals(CaseState.CLOSED, closed.getState(), closed.getStateReason());
        assertEquals(8, closed.getProof().getClosedDays());
    }
}
