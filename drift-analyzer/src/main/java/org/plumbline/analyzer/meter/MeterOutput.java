// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.SortedMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.Comparison;

/** What a step tells the world. */
public sealed interface MeterOutput {

    /** A new finding about the meter. */
    record DriftFound(Finding finding) implements MeterOutput {}

    /**
     * The meter was compared with its reference.
     *
     * @param comparison of the energies, without the certificate
     * @param certificate of the reference, as the profile states it
     */
    record Compared(Comparison comparison, ReferenceCertificate certificate) implements MeterOutput {}

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
