// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.plumbline.analyzer.checks.CheckReport;
import org.plumbline.analyzer.checks.CheckSentence;
import org.plumbline.analyzer.metrology.checks.DayFinding;
import org.plumbline.schema.avro.CheckVerdict;
import org.plumbline.schema.avro.MeterCheck;
import org.plumbline.schema.avro.MeterChecks;
import org.plumbline.schema.avro.NamedValue;

/** Makes the records of {@code meter-checks.v1}. */
public final class CheckRecords {
    private CheckRecords() {}

    /** A report as a record. */
    public static MeterChecks record(String meterId, CheckReport report) {
        List<NamedValue> refused = new TreeMap<>(report.refusedReadings())
                .entrySet().stream()
                        .map(entry ->
                                new NamedValue(entry.getKey(), entry.getValue().toString()))
                        .toList();
        return MeterChecks.newBuilder()
                .setMeterId(meterId)
                .setSettledDay(LocalDate.ofEpochDay(report.day()))
                .setCalibrationEpoch(report.epoch())
                .setPolls(report.polls())
                .setRefusedReadings(refused)
                .setChecks(report.results().stream().map(CheckRecords::check).toList())
                .build();
    }

    private static MeterCheck check(CheckReport.Result result) {
        MeterCheck.Builder check = MeterCheck.newBuilder()
                .setName(result.kind().name())
                .setState(CheckVerdict.valueOf(result.verdict().state().name()))
                .setSinceDay(LocalDate.ofEpochDay(result.verdict().sinceDay()))
                .setCode(result.kind().eventCode())
                .setUnit(result.kind().unit())
                .setText(CheckSentence.of(result))
                .setSees(result.kind().sees())
                .setCannotSee(result.kind().cannotSee());
        return switch (result.finding()) {
            case DayFinding.Refused(DayFinding.Refusal why) ->
                check.setRefusal(why.name()).build();
            case DayFinding.Measured measured ->
                check.setStatistic(measured.statistic())
                        .setStandardUncertainty(measured.standardUncertainty())
                        .setBaseline(measured.baseline())
                        .setThreshold(measured.threshold())
                        .setReadings(measured.readings())
                        .build();
        };
    }
}
