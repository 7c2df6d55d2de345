// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseLife;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

/** What a tested meter's follower is told. */
sealed interface MeterInput {

    /**
     * A level of the meter or of its reference.
     *
     * @param referenceMeterId meter the level was read from; empty for the tested meter's own
     * @param again true when it may have been sent before
     */
    record LevelSeen(Side side, String referenceMeterId, Level level, boolean again) implements MeterInput {}

    /** Profiles that test the meter changed; told before the levels of a reference they name. */
    record PairingSeen(MeterProfiles profiles) implements MeterInput {}

    /**
     * The network of a reference found something about it.
     *
     * @param holdsBack true when verdicts on the meter may not rest on that reference
     */
    record DoubtSeen(String referenceMeterId, boolean holdsBack) implements MeterInput {}

    /** A calibration epoch was opened. */
    record CalibrationSeen(CalibrationBlock block, long fieldTimeMillis) implements MeterInput {}

    /** An order was released. */
    record OrderSeen(CaseLife.Order order) implements MeterInput {}

    /** The outcome of an order arrived. */
    record OutcomeSeen(CaseLife.Outcome outcome) implements MeterInput {}

    /** A person, or somebody who says so, commands a case. */
    record CommandSeen(CaseCommands.Check check) implements MeterInput {}
}
