// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.checks;

import java.util.Optional;

/**
 * What is said of one check, with hysteresis: FAILED needs {@value #BEYOND_FOR_FAILED} settled days in a row beyond doubt,
 * and {@value #CLEAR_FOR_OK} clear days in a row take WATCH and FAILED back.
 *
 * <pre>
 * NOT_CHECKED -&gt; OK -&gt; WATCH -&gt; FAILED
 *                ^------'--------'      after clear days
 * any -&gt; NOT_CHECKED                   after {@value #REFUSED_FOR_NOT_CHECKED} days without a figure
 * </pre>
 *
 * @param beyond settled days in a row beyond doubt, as far as they matter
 * @param clear clear days in a row, as far as they matter
 * @param refused days in a row without a figure, as far as they matter
 * @param sinceDay settled day (days since 1970-01-01) on which the state was entered
 * @param refusal why there was no figure on the last day; empty with one
 */
public record Verdict(
        State state, int beyond, int clear, int refused, long sinceDay, Optional<DayFinding.Refusal> refusal) {
    static final int BEYOND_FOR_FAILED = 2;
    static final int CLEAR_FOR_OK = 7;
    static final int REFUSED_FOR_NOT_CHECKED = 30;

    /** State of a check. */
    public enum State {
        NOT_CHECKED,
        OK,
        WATCH,
        FAILED
    }

    /** Before the first settled day. */
    public static Verdict initial() {
        return new Verdict(State.NOT_CHECKED, 0, 0, 0, 0, Optional.empty());
    }

    /** The verdict after one more settled day. */
    public Verdict after(DayFinding finding, long day) {
        return switch (finding) {
            case DayFinding.Refused(DayFinding.Refusal why) -> afterRefusal(why, day);
            case DayFinding.Measured measured ->
                switch (measured.level()) {
                    case CLEAR -> afterClear(day);
                    case DOUBTFUL -> to(state == State.FAILED ? State.FAILED : State.WATCH, 0, day);
                    case BEYOND -> {
                        int inRow = Math.min(beyond + 1, BEYOND_FOR_FAILED);
                        boolean failed = state == State.FAILED || inRow == BEYOND_FOR_FAILED;
                        yield to(failed ? State.FAILED : State.WATCH, inRow, day);
                    }
                };
        };
    }

    private Verdict afterRefusal(DayFinding.Refusal why, long day) {
        int inRow = Math.min(refused + 1, REFUSED_FOR_NOT_CHECKED);
        State next = inRow == REFUSED_FOR_NOT_CHECKED ? State.NOT_CHECKED : state;
        return new Verdict(next, beyond, clear, inRow, next == state ? sinceDay : day, Optional.of(why));
    }

    private Verdict afterClear(long day) {
        int inRow = Math.min(clear + 1, CLEAR_FOR_OK);
        boolean ok = state == State.NOT_CHECKED || inRow == CLEAR_FOR_OK;
        State next = ok ? State.OK : state;
        return new Verdict(next, 0, inRow, 0, next == state ? sinceDay : day, Optional.empty());
    }

    private Verdict to(State next, int beyondInRow, long day) {
        return new Verdict(next, beyondInRow, 0, 0, next == state ? sinceDay : day, Optional.empty());
    }
}
