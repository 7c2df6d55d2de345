// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.List;
import java.util.Map;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.DayFinding;
import org.plumbline.analyzer.metrology.checks.Verdict;

/**
 * What is told of one meter after a settled day.
 *
 * @param day settled day, days since 1970-01-01
 * @param epoch calibration epoch of the evidence, 0 = unknown
 * @param polls of the day that were kept
 * @param refusedReadings since watching began, by reason
 * @param results one per check, in the order of {@link CheckKind}
 */
public record CheckReport(long day, int epoch, int polls, Map<String, Integer> refusedReadings, List<Result> results) {

    /** One check: its verdict and the finding of the day. */
    public record Result(CheckKind kind, Verdict verdict, DayFinding finding) {}

    public CheckReport {
        refusedReadings = Map.copyOf(refusedReadings);
        results = List.copyOf(results);
    }
}
