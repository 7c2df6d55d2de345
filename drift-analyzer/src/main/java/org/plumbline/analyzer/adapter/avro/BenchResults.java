// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.util.List;
import org.plumbline.analyzer.metrology.bench.BenchResult;
import org.plumbline.schema.avro.BenchPoint;

/** Results of a bench from their record, and back. */
final class BenchResults {
    private BenchResults() {}

    static BenchResult of(org.plumbline.schema.avro.BenchResult record) {
        return new BenchResult(
                record.getLaboratory(),
                record.getWattHoursPerPulse(),
                record.getCoverageFactor(),
                points(record.getAsFound()),
                points(record.getAsLeft()));
    }

    private static List<BenchResult.Point> points(List<BenchPoint> records) {
        return records.stream()
                .map(point -> new BenchResult.Point(
                        point.getAmperes(),
                        point.getPowerFactor(),
                        point.getPulses(),
                        point.getReferenceWattHours(),
                        point.getErrorPercent(),
                        point.getExpandedUncertaintyPercent()))
                .toList();
    }

    static org.plumbline.schema.avro.BenchResult record(BenchResult result) {
        return new org.plumbline.schema.avro.BenchResult(
                result.laboratory(),
                result.wattHoursPerPulse(),
                result.coverageFactor(),
                records(result.asFound()),
                records(result.asLeft()));
    }

    private static List<BenchPoint> records(List<BenchResult.Point> points) {
        return points.stream()
                .map(point -> new BenchPoint(
                        point.amperes(),
                        point.powerFactor(),
                        point.pulses(),
                        point.referenceWattHours(),
                        point.errorPercent(),
                        point.expandedUncertaintyPercent()))
                .toList();
    }
}
