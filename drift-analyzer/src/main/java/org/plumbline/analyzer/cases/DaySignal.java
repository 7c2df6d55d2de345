// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import org.plumbline.analyzer.metrology.decision.Assessment;

/**
 * What the rules of the cases ask of the estimate of an earlier day.
 *
 * @param calibrationEpoch epoch of the estimate; 0 where there is none
 * @param accuracy signal of {@link CaseKind#MET_02}
 * @param configuration signal of {@link CaseKind#CONF_02}
 * @param load signal of {@link CaseKind#LOAD_01}
 * @param intervalLowPercent lower end of the 95 % interval of the error; 0 where nothing is beyond
 * @param intervalHighPercent upper end of it; 0 where nothing is beyond
 */
public record DaySignal(
        int calibrationEpoch,
        Signal accuracy,
        Signal configuration,
        Signal load,
        double intervalLowPercent,
        double intervalHighPercent) {
    /** Of a time of which nothing is known. */
    public static final DaySignal NONE = new DaySignal(0, Signal.UNDECIDED, Signal.UNDECIDED, Signal.UNDECIDED, 0, 0);

    /** Of an assessment. */
    public static DaySignal of(Assessment assessment) {
        if (!(assessment instanceof Assessment.Judged judged)) {
            return NONE;
        }
        Signal accuracy = CaseKind.MET_02.signal(judged);
        Signal configuration = CaseKind.CONF_02.signal(judged);
        Signal load = CaseKind.LOAD_01.signal(judged);
        DaySignal word = new DaySignal(judged.calibrationEpoch(), accuracy, configuration, load, 0, 0);
        return word.isBeyond() ? word.within(judged.intervalLowPercent(), judged.intervalHighPercent()) : word;
    }

    private DaySignal within(double lowPercent, double highPercent) {
        return new DaySignal(calibrationEpoch, accuracy, configuration, load, lowPercent, highPercent);
    }

    /** True when a case of some kind may come of it. */
    public boolean isBeyond() {
        return accuracy == Signal.BEYOND || configuration == Signal.BEYOND || load == Signal.BEYOND;
    }

    /** What it says about a kind of case. */
    public Signal of(CaseKind kind) {
        return switch (kind) {
            case MET_02 -> accuracy;
            case CONF_02 -> configuration;
            case LOAD_01 -> load;
        };
    }

    /** True of an error that is not negative. */
    boolean isPositive() {
        return intervalLowPercent + intervalHighPercent >= 0;
    }
}
