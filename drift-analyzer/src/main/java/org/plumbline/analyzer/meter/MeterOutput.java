// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.SortedMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.Finding;

/** What a step tells the world. */
public sealed interface MeterOutput {

    /** A new finding about the meter. */
    record DriftFound(Finding finding) implements MeterOutput {}

    /** A case was opened or changed. */
    record CaseChanged(AccuracyCase now) implements MeterOutput {}

    /**
     * Something for the audit chain.
     *
     * @param kind kind of fact, upper case with underscores
     * @param meterId what it happened to
     * @param fieldTimeMillis field time, milliseconds since 1970-01-01T00:00Z
     * @param details by name
     */
    record Fact(String kind, String meterId, long fieldTimeMillis, SortedMap<String, String> details)
            implements MeterOutput {}
}
