// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.avro.SurveillanceDay;

/**
 * The newest record of each day of each point, of the last days of each; of a refusal only that it stands. Not
 * thread-safe.
 */
final class SurveillanceReport implements Consumer<SurveillanceDay> {
    private final String onlyMeterId;
    private final int days;
    private final Map<String, TreeMap<Instant, SurveillanceDay>> analysed = new TreeMap<>();
    private final Map<String, SurveillanceDay> newest = new TreeMap<>();

    /**
     * @param onlyMeterId the meter to look at; empty = all
     * @param days how many of a point are kept, at least 1
     */
    SurveillanceReport(String onlyMeterId, int days) {
        this.onlyMeterId = onlyMeterId;
        this.days = days;
    }

    /** One day of one point as it is shown. */
    record Line(
            String meterId,
            String referenceMeterId,
            String mode,
            String refusal,
            String refusalText,
            @Nullable String day,
            int intervals,
            int comparedIntervals,
            @Nullable Double e1Percent,
            @Nullable String e1Time,
            @Nullable Double e2Percent,
            @Nullable Double meanAbsoluteDivergencePercent,
            int testedSilentIntervals,
            int referenceSilentIntervals,
            List<String> anomalies,
            List<String> reservations,
            @Nullable String findingSince,
            @Nullable String dueTime) {}

    @Override
    public void accept(SurveillanceDay record) {
        if (!onlyMeterId.isEmpty() && !onlyMeterId.equals(record.getMeterId())) {
            return;
        }
        newest.put(record.getMeterId(), record);
        if (record.getRefusal().isEmpty()) {
            TreeMap<Instant, SurveillanceDay> kept =
                    analysed.computeIfAbsent(record.getMeterId(), unused -> new TreeMap<>());
            kept.put(record.getDay(), record);
            if (kept.size() > days) {
                kept.pollFirstEntry();
            }
        }
    }

    /** By meter and day; a refusal that stands comes last of its meter. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        newest.forEach((meterId, last) -> {
            analysed.getOrDefault(meterId, new TreeMap<>()).values().forEach(day -> lines.add(line(day)));
            if (!last.getRefusal().isEmpty()) {
                lines.add(line(last));
            }
        });
        return lines;
    }

    /** True when a point has a finding open or is refused by what was told of it last. */
    boolean hasSomethingToDo() {
        return newest.values().stream()
                .anyMatch(
                        last -> last.getDueTime() != null || !last.getRefusal().isEmpty());
    }

    /** One line of text. */
    static String text(Line line) {
        if (!line.refusal().isEmpty()) {
            return line.meterId() + "  REFUSED " + line.refusal() + ": " + line.refusalText();
        }
        StringBuilder text = new StringBuilder(line.meterId() + " | " + line.referenceMeterId() + "  "
                + String.valueOf(line.day()).substring(0, 10) + "  " + line.comparedIntervals() + " of "
                + line.intervals() + " intervals compared, e1 " + percent(line.e1Percent()) + ", e2 "
                + percent(line.e2Percent()));
        line.anomalies().forEach(anomaly -> text.append("  ").append(anomaly));
        line.reservations().forEach(reservation -> text.append("  not judged: ").append(reservation));
        if (line.dueTime() != null) {
            text.append("  finding since ")
                    .append(String.valueOf(line.findingSince()).substring(0, 10))
                    .append(", test or repair until ")
                    .append(line.dueTime().substring(0, 10));
        }
        return text.toString();
    }

    private static String percent(@Nullable Double value) {
        return value == null ? "none" : String.format(Locale.ROOT, "%.3f %%", value);
    }

    private static Line line(SurveillanceDay day) {
        boolean refused = !day.getRefusal().isEmpty();
        return new Line(
                day.getMeterId(),
                day.getReferenceMeterId(),
                day.getMode(),
                day.getRefusal(),
                day.getRefusalText(),
                refused ? null : day.getDay().toString(),
                day.getIntervals(),
                day.getComparedIntervals(),
                day.getE1Percent(),
                time(day.getE1Time()),
                day.getE2Percent(),
                day.getMeanAbsoluteDivergencePercent(),
                day.getTestedSilentIntervals(),
                day.getReferenceSilentIntervals(),
                day.getAnomalies().stream().map(Enum::name).toList(),
                day.getReservations().stream().map(Enum::name).toList(),
                time(day.getFindingSince()),
                time(day.getDueTime()));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
