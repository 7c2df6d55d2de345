// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Optional;
import org.plumbline.analyzer.metrology.bench.BenchResult;
import org.plumbline.analyzer.metrology.certificate.CertificateForecast;
import org.plumbline.analyzer.metrology.certificate.ForecastTerms;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.metrology.certificate.SelfTest;

/** What is told about one meter under a certificate. Immutable. */
public sealed interface ForecastOutput {
    /** Meter under the certificate. */
    String meterId();

    /** Profile that holds it. */
    String profileId();

    /** Epoch in force; 0 where it is unknown. */
    int calibrationEpoch();

    /** Last closed day, days since 1970-01-01. */
    long day();

    /** True when the profile names a self-test. */
    boolean selfTested();

    /**
     * A forecast.
     *
     * @param terms what it was worked out from, moved by the self-test where there is one
     * @param selfTest what the self-test says; empty for a certificate alone
     * @param bench results of the bench it starts from; empty for a certificate that states one error
     */
    record Told(
            String meterId,
            String profileId,
            int calibrationEpoch,
            ForecastTerms terms,
            HeatHistory heat,
            CertificateForecast forecast,
            Optional<SelfTest> selfTest,
            Optional<BenchResult> bench)
            implements ForecastOutput {
        @Override
        public long day() {
            return forecast.day();
        }

        @Override
        public boolean selfTested() {
            return selfTest.isPresent();
        }
    }

    /**
     * None.
     *
     * @param name name of the refusal, upper case with underscores
     * @param sentence the refusal in words, with the remedy
     */
    record Refused(
            String meterId,
            String profileId,
            int calibrationEpoch,
            long day,
            boolean selfTested,
            String name,
            String sentence)
            implements ForecastOutput {}
}
