// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import org.plumbline.analyzer.forecast.ForecastOutput;
import org.plumbline.analyzer.metrology.certificate.CertificateForecast;
import org.plumbline.analyzer.metrology.certificate.ForecastTerms;
import org.plumbline.analyzer.metrology.certificate.SelfTest;
import org.plumbline.schema.avro.CalibrationForecast;
import org.plumbline.schema.avro.ForecastBasis;
import org.plumbline.schema.avro.SelfTestEvidence;
import org.plumbline.schema.avro.SelfTestProposal;

/** Forecasts as records of {@code calibration-forecasts.v1}. */
public final class ForecastRecords {
    private ForecastRecords() {}

    /** The record of a forecast or of its refusal. */
    public static CalibrationForecast record(ForecastOutput output) {
        CalibrationForecast.Builder record = CalibrationForecast.newBuilder()
                .setMeterId(output.meterId())
                .setProfileId(output.profileId())
                .setBasis(output.selfTested() ? ForecastBasis.SELF_TEST : ForecastBasis.CERTIFICATE)
                .setCalibrationEpoch(output.calibrationEpoch())
                .setAsOf(startOf(output.day() + 1));
        switch (output) {
            case ForecastOutput.Refused refused ->
                record.setRefusal(refused.name()).setRefusalText(refused.sentence());
            case ForecastOutput.Told told -> told(record, told);
        }
        return record.build();
    }

    private static void told(CalibrationForecast.Builder record, ForecastOutput.Told told) {
        CertificateForecast forecast = told.forecast();
        ForecastTerms terms = told.terms();
        record.setErrorPercent(forecast.errorPercent())
                .setStandardUncertaintyPercent(forecast.standardUncertaintyPercent())
                .setCertificatePercent(forecast.certificatePercent())
                .setDriftPercent(forecast.driftPercent())
                .setTemperaturePercent(forecast.temperaturePercent())
                .setUpperLimitPercent(terms.limit().upperPercent())
                .setLowerLimitPercent(terms.limit().lowerPercent())
                .setLimitSource(terms.limit().source())
                .setExceedanceProbability(forecast.exceedanceProbability())
                .setRisk(terms.risk())
                .setHeatAcceleration(forecast.heatAcceleration())
                .setTemperatureDays(told.heat().days())
                .setSource(terms.asLeft().source());
        if (!told.heat().slots().isEmpty()) {
            record.setMeanTemperatureCelsius(told.heat().meanCelsius());
        }
        told.bench().ifPresent(bench -> record.setBench(BenchResults.record(bench)));
        told.selfTest().ifPresent(test -> record.setSelfTest(evidence(test)));
        forecast.dueDay().ifPresent(day -> record.setDueAt(startOf(day)).setOverdue(day <= forecast.day()));
    }

    private static SelfTestEvidence evidence(SelfTest test) {
        return SelfTestEvidence.newBuilder()
                .setChangePercent(test.changePercent())
                .setStandardUncertaintyPercent(test.standardUncertaintyPercent())
                .setScatterPercent(test.scatterPercent())
                .setDays(test.days())
                .setBlindTo(SelfTest.BLIND_TO)
                .setProposal(
                        switch (test.proposal()) {
                            case NONE -> SelfTestProposal.NONE;
                            case ADJUST_AFTER_CONFIRMATION -> SelfTestProposal.ADJUST_AFTER_CONFIRMATION;
                            case SITE_TEST -> SelfTestProposal.SITE_TEST;
                        })
                .setConditions(test.conditions())
                .build();
    }

    private static Instant startOf(long epochDay) {
        return Instant.EPOCH.plus(Duration.ofDays(epochDay));
    }
}
