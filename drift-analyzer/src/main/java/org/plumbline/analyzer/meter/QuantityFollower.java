// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.function.Supplier;
import org.plumbline.analyzer.meter.MeterFollower.Step;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;

/**
 * Follows one energy besides active import of one pair: the steps of {@link MeterFollower} on a state of its own. It
 * says what it finds and nothing more: no case, no fact, and no correction follow from it.
 */
public final class QuantityFollower {
    private QuantityFollower() {}

    /** A level of the quantity; parameters as in {@link MeterFollower#onLevel}. */
    public static Step onLevel(
            String meterId,
            MeterState before,
            Side side,
            String referenceMeterId,
            Level level,
            DayStore days,
            Supplier<Pairing> pairing) {
        Step step = MeterFollower.onLevel(meterId, before, side, referenceMeterId, level, days, pairing);
        return new Step(
                step.changed().map(QuantityFollower::withoutCases),
                step.outputs().stream()
                        .filter(MeterOutput.DriftFound.class::isInstance)
                        .toList());
    }

    private static MeterState withoutCases(MeterState state) {
        if (state.cases().isEmpty()
                && state.ground().settled().isEmpty()
                && state.ground().ended().isEmpty()) {
            return state;
        }
        MeterState.Draft draft = state.draft();
        draft.cases.clear();
        draft.ground.settled.clear();
        draft.ground.ended.clear();
        return draft.freeze();
    }
}
