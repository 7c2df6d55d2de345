// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.analyzer.metrology.certificate.AsLeft;
import org.plumbline.analyzer.metrology.certificate.DriftPrior;
import org.plumbline.analyzer.metrology.certificate.ForecastTerms;
import org.plumbline.analyzer.metrology.certificate.SelfTest;
import org.plumbline.analyzer.metrology.decision.AccuracyPolicy.Limit;

/** A meter under a certificate, followed sample by sample. */
final class Followed {
    static final long FIRST = 20_000;
    static final Forecasting READY = ready(0);

    static Forecasting.Ready ready(int epoch) {
        return new Forecasting.Ready(
                "p",
                epoch,
                0,
                Long.MAX_VALUE,
                List.of(new ForecastTerms(
                        new AsLeft(0.1, 0.1, FIRST - 100, "certificate 1"),
                        new DriftPrior(0.05, "stated"),
                        0.7,
                        new Limit(1, 1, true, "policy"),
                        0.05)),
                Optional.empty(),
                Optional.empty());
    }

    /** Register in ppm; what it does not see drifts by 0.01 %/y. */
    static Forecasting.Ready selfTested() {
        Forecasting.Ready ready = ready(0);
        return new Forecasting.Ready(
                ready.profileId(),
                ready.calibrationEpoch(),
                ready.validFromDay(),
                ready.validUntilDay(),
                ready.terms(),
                Optional.of(new SelfTestReading(
                        "1.0.96.50.1.255",
                        1e-4,
                        new SelfTest.Description(0.05, 0.03, new DriftPrior(0.01, "unseen, as stated")))),
                Optional.empty());
    }

    static Sample selfTest(double day, long ppm) {
        long second = (long) ((FIRST + day) * 86_400);
        return new Sample(second, 1, OptionalInt.empty(), Optional.of(new SelfTestValue(second, ppm, 0)));
    }

    record Run(ForecastState state, Optional<ForecastOutput> last) {}

    static Run run(List<Sample> samples, Forecasting forecasting) {
        Run run = new Run(ForecastState.initial(), Optional.empty());
        for (Sample sample : samples) {
            ForecastFollower.Step step = ForecastFollower.onSample("m", run.state(), sample, () -> forecasting);
            run = new Run(step.changed().orElse(run.state()), step.output().or(run::last));
        }
        return run;
    }

    static Sample sample(double day, int tenths) {
        return new Sample((long) ((FIRST + day) * 86_400), 1, OptionalInt.of(tenths), Optional.empty());
    }

    private Followed() {}
}
