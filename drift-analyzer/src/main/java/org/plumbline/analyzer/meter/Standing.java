// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;

/**
 * How far a meter has come: the little of its state that says whether a level changes more than the levels of its day.
 * Most do not, and need no more than this.
 *
 * @param referenceMeterId reference the evidence was taken with; empty before the first level
 * @param testedDay day of the newest level of the tested meter, days since 1970-01-01
 * @param referenceDay the same of the reference
 * @param openFrom this day and all after it are open
 */
public record Standing(String referenceMeterId, long testedDay, long referenceDay, long openFrom) {

    /** What it is in a state. */
    public static Standing of(MeterState state) {
        long closedBefore = Math.max(state.pairedBefore(), state.forcedBefore());
        return new Standing(
                state.referenceMeterId(),
                state.testedDay(),
                state.referenceDay(),
                Math.max(closedBefore, DayClosing.keptFrom(state)));
    }

    /** True when the level closes no day and belongs to none but an open one that its meter has begun. */
    public boolean isOpen(Side side, String levelsReferenceMeterId, Level level) {
        boolean ofThisPair = side == Side.TESTED || levelsReferenceMeterId.equals(referenceMeterId);
        long day = level.epochDay();
        long newest = side == Side.TESTED ? testedDay : referenceDay;
        return ofThisPair && !level.isMidnight() && day >= openFrom && day <= newest;
    }
}
