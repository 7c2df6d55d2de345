// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.metrology.checks.DayFinding.Level;
import org.plumbline.analyzer.metrology.checks.DayFinding.Measured;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refusal;
import org.plumbline.analyzer.metrology.checks.DayFinding.Refused;
import org.plumbline.analyzer.metrology.checks.Verdict.State;

class VerdictTest {
    private static final DayFinding CLEAR = new Measured(Level.CLEAR, 0, 0, 0, 0, 1);
    private static final DayFinding DOUBTFUL = new Measured(Level.DOUBTFUL, 0, 0, 0, 0, 1);
    private static final DayFinding BEYOND = new Measured(Level.BEYOND, 0, 0, 0, 0, 1);
    private static final DayFinding REFUSED = new Refused(Refusal.NO_POWER);

    @Test
    void oneDayBeyondIsWatchedAndTwoAreAFailure() {
        assertEquals(State.WATCH, after(CLEAR, BEYOND).state());
        assertEquals(State.FAILED, after(CLEAR, BEYOND, BEYOND).state());
        assertEquals(State.FAILED, after(CLEAR, BEYOND, REFUSED, BEYOND).state(), "a day without figure says nothing");
        assertEquals(State.WATCH, after(CLEAR, BEYOND, CLEAR, BEYOND).state());
        assertEquals(State.FAILED, after(BEYOND, BEYOND, DOUBTFUL).state());
        assertEquals(2, after(CLEAR, BEYOND, BEYOND, BEYOND).sinceDay(), "since it was entered");
    }

    @Test
    void sevenClearDaysInARowTakeItBack() {
        DayFinding[] six = {BEYOND, BEYOND, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR, CLEAR};
        assertEquals(State.FAILED, after(six).state());
        DayFinding[] seven = Arrays.copyOf(six, 9);
        seven[8] = CLEAR;
        assertEquals(State.OK, after(seven).state());
    }

    @Test
    void aMonthWithoutFigureIsNotCheckedAnyMore() {
        Verdict verdict = after(BEYOND, BEYOND);
        for (int day = 2; day < 31; day++) {
            verdict = verdict.after(REFUSED, day);
            assertEquals(State.FAILED, verdict.state());
        }
        verdict = verdict.after(REFUSED, 31);
        assertEquals(State.NOT_CHECKED, verdict.state());
        assertEquals(Refusal.NO_POWER, verdict.refusal().orElseThrow());
    }

    private static Verdict after(DayFinding... findings) {
        Verdict verdict = Verdict.initial();
        List<DayFinding> all = List.of(findings);
        for (int day = 0; day < all.size(); day++) {
            verdict = verdict.after(all.get(day), day);
        }
        return verdict;
    }
}
