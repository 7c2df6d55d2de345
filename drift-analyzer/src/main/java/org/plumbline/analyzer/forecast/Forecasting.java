// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.bench.BenchResult;
import org.plumbline.analyzer.metrology.certificate.ForecastTerms;

/** What profiles and registrations say about a meter under a certificate, at this moment. Immutable. */
public sealed interface Forecasting {

    /** No certificate in use names the meter. */
    record None() implements Forecasting {}

    /**
     * A certificate names the meter, but it cannot be worked with.
     *
     * @param selfTested true when the profile is of kind SELF_TEST
     * @param name name of the refusal, upper case with underscores
     * @param sentence the refusal in words, with the remedy
     */
    record Refused(String profileId, boolean selfTested, String name, String sentence) implements Forecasting {}

    /**
     * All that is needed.
     *
     * @param calibrationEpoch epoch the certificate speaks of; 0 = not stated
     * @param validFromDay first day of the profile, days since 1970-01-01
     * @param validUntilDay last day of the profile, days since 1970-01-01
     * @param terms by the certificate, one for each load point; at least one
     * @param selfTest where the meter tells the result of its self-test; empty for a certificate alone
     * @param bench results the terms come from; empty for a certificate that states one error
     */
    record Ready(
            String profileId,
            int calibrationEpoch,
            long validFromDay,
            long validUntilDay,
            List<ForecastTerms> terms,
            Optional<SelfTestReading> selfTest,
            Optional<BenchResult> bench)
            implements Forecasting {
        /** Copies the list. */
        public Ready {
            terms = List.copyOf(terms);
        }
    }
}
