// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.List;
import java.util.Optional;
import org.plumbline.analyzer.metrology.certificate.SelfTest;

/** What a meter's own progress forbids to say under a certificate. */
final class Refusals {
    private Refusals() {}

    /** A refusal. */
    record Refusal(String name, String sentence) {}

    static Optional<Refusal> of(ForecastState state, Forecasting.Ready ready) {
        return ofCertificate(state.calibrationEpoch(), state.newestDay() - 1, ready)
                .or(() -> ready.selfTest().flatMap(reading -> ofSelfTest(reading, state.selfTests())));
    }

    private static Optional<Refusal> ofSelfTest(SelfTestReading reading, List<SelfTestValue> values) {
        if (values.size() < SelfTest.LEAST_DAYS) {
            return refuse(
                    "SELF_TEST_VALUES_MISSING",
                    "%d of the last 31 closed days have a value of register %s, %d are needed; read it with the profile"
                            .formatted(values.size(), reading.obis(), SelfTest.LEAST_DAYS));
        }
        if (reading.evaluated(values).isScattered(reading.description())) {
            return refuse(
                    "SELF_TEST_SCATTERED",
                    "the values of the self-test scatter more than their stated uncertainty explains; send a person");
        }
        return Optional.empty();
    }

    /**
     * @param epoch in force; 0 where it is unknown
     * @param day last closed day, days since 1970-01-01
     */
    private static Optional<Refusal> ofCertificate(int epoch, long day, Forecasting.Ready ready) {
        if (epoch == 0) {
            return refuse("NO_CALIBRATION_EPOCH", "the readings do not say which coefficients are in force");
        }
        if (ready.calibrationEpoch() == 0 && epoch > 1) {
            return refuse(
                    "CERTIFICATE_EPOCH_NOT_STATED",
                    "the coefficients were changed since the meter was first read (epoch " + epoch
                            + "); state in calibrationEpoch which epoch the certificate speaks of");
        }
        if (ready.calibrationEpoch() != 0 && ready.calibrationEpoch() != epoch) {
            return refuse(
                    "CERTIFICATE_OF_OTHER_EPOCH",
                    "the certificate speaks of calibration epoch " + ready.calibrationEpoch() + ", in force is epoch "
                            + epoch + "; a certificate of that epoch is needed");
        }
        if (day < ready.terms().getFirst().asLeft().epochDay()) {
            return refuse(
                    "CERTIFICATE_IN_FUTURE",
                    "the certificate is dated after the newest closed day of the meter; check certificateTime");
        }
        if (day < ready.validFromDay() || day > ready.validUntilDay()) {
            return refuse("PROFILE_NOT_IN_FORCE", "the profile is not in force on the newest closed day of the meter");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(String name, String sentence) {
        return Optional.of(new Refusal(name, sentence));
    }
}
