// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import static org.plumbline.console.cli.CaseCommand.Base.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.StringJoiner;

/** What the console tells of errors of meters, as lines for a person. Uncertainties after +/- are expanded, k = 2. */
final class DriftText {
    private final PrintWriter out;

    DriftText(PrintWriter out) {
        this.out = out;
    }

    /** The answer of {@code /api/drift}. */
    void list(JsonNode found) {
        for (JsonNode row : found.path("worst")) {
            boolean refused = !text(row, "refusal").isEmpty();
            out.printf(
                    Locale.ROOT,
                    "%-16s %-24s limit %5.2f %%  %-16s %-12s %s%n",
                    text(row, "meterId"),
                    refused ? "no figure" : error(row, row.path("combinedUncertaintyPercent")),
                    number(row, "limitPercent"),
                    refused ? "REFUSED" : text(row, "verdict"),
                    refused ? "" : text(row, "action"),
                    refused ? text(row, "refusal") : text(row, "openCaseId"));
        }
        int meters = found.path("meters").asInt();
        int shown = found.path("worst").size();
        if (meters == 0) {
            out.println("no meter is compared with anything yet");
        } else if (shown < meters) {
            out.println(shown + " of " + meters + " meters; --limit shows more");
        }
    }

    /** The answer of {@code /api/meters/ID}. */
    void meter(JsonNode found) {
        JsonNode row = found.path("meter");
        JsonNode estimate = found.path("estimate");
        String verdict = text(row, "refusal").isEmpty() ? text(row, "verdict") : "REFUSED";
        out.println((text(row, "meterId") + "  " + verdict + "  " + text(row, "openCaseId")).strip());
        line("why", text(found, "why"));
        if (estimate.path("errorPercent").isNumber()) {
            estimate(estimate);
        }
        leftOut(estimate.path("exclusions"));
        for (JsonNode check : found.path("checks").path("checks")) {
            line("check", text(check, "name") + " " + text(check, "state") + ": " + text(check, "text"));
        }
        for (JsonNode finding : found.path("referenceFindings")) {
            JsonNode standing = finding.path("standing");
            line(
                    "certificate",
                    text(standing, "meterId") + " " + text(standing, "state") + ": " + text(standing, "text"));
        }
        forecast(found.path("forecast"));
        surveillance(found.path("surveillance"));
        for (JsonNode other : found.path("quantities")) {
            quantity(text(other, "quantity"), other.path("estimate"));
        }
    }

    private void estimate(JsonNode estimate) {
        JsonNode more = estimate.path("explanation");
        JsonNode u = estimate.path("uncertainty");
        line(
                "error",
                "%+.3f %%, 95 %% interval %+.3f to %+.3f %%; class limit (MPE) %.2f %%",
                number(estimate, "errorPercent"),
                number(estimate, "intervalLowPercent"),
                number(estimate, "intervalHighPercent"),
                number(estimate, "maximumPermissibleErrorPercent"));
        line(
                "uncertainty",
                "u_c %.3f %%; in quadrature: estimation %.3f, certificate %.3f, drift of the reference %.3f, structure %.3f",
                number(u, "combinedPercent"),
                number(u, "estimationPercent"),
                number(more, "certificatePercent"),
                number(more, "referenceDriftPercent"),
                number(u, "structurePercent"));
        line(
                "rate",
                "%+.2f %% per year, 95 %% interval %+.2f to %+.2f",
                number(estimate, "ratePercentPerYear"),
                number(more, "rateIntervalLowPercentPerYear"),
                number(more, "rateIntervalHighPercentPerYear"));
        for (JsonNode point : estimate.path("curve")) {
            line("curve", "%5.0f %% Imax  %s", 100 * number(point, "fractionOfMaximumCurrent"), load(point));
        }
        for (JsonNode point : more.path("referenceCurve")) {
            line("curve", "%5.1f Iref    %s", number(point, "fractionOfReferenceCurrent"), load(point));
        }
        line(
                "clock",
                "%+.1f +/- %.1f s against the reference, by the energy alone",
                number(estimate, "clockSkewSeconds"),
                2 * number(more, "clockSkewStandardUncertaintySeconds"));
        line("outlook", text(more, "outlookText"));
        line("diagnosis", text(more, "diagnosis") + ": " + text(more, "diagnosisText"));
        for (JsonNode symptom : more.path("symptoms")) {
            line("tested", text(symptom, "code") + " " + text(symptom, "state") + ": " + text(symptom, "text"));
        }
        line("phase", text(more, "phaseText"));
        line("held back", text(more, "heldBack"));
        line("action", text(estimate, "action") + ": " + text(estimate, "actionReason"));
        line("limit", text(more, "limitSource"));
        line("reference", text(more, "referenceSource"));
    }

    private void leftOut(JsonNode exclusions) {
        StringJoiner counted = new StringJoiner(", ");
        exclusions.forEach(each -> counted.add(each.path("intervals").asText() + " " + text(each, "reason")));
        line("left out", counted.toString());
    }

    private void forecast(JsonNode forecast) {
        if (!forecast.isObject()) {
            return;
        }
        if (!text(forecast, "refusal").isEmpty()) {
            line("forecast", "refused " + text(forecast, "refusal") + ": " + text(forecast, "refusalText"));
            return;
        }
        String due = !forecast.path("dueAt").isTextual()
                ? "not due within 40 years"
                : (forecast.path("overdue").asBoolean() ? "OVERDUE since " : "due ") + date(forecast, "dueAt");
        line(
                "forecast",
                "by %s: %+.3f +/- %.3f %%, probability %.1f %% of exceeding the limit, %s",
                text(forecast, "basis"),
                number(forecast, "errorPercent"),
                2 * number(forecast, "standardUncertaintyPercent"),
                100 * number(forecast, "exceedanceProbability"),
                due);
    }

    private void surveillance(JsonNode point) {
        if (point.path("refusal").isObject()) {
            JsonNode refusal = point.path("refusal");
            line("watched", "refused " + text(refusal, "refusal") + ": " + text(refusal, "refusalText"));
        }
        JsonNode day = point.path("days").path(0);
        if (!day.isObject()) {
            return;
        }
        StringJoiner words = new StringJoiner(", ");
        words.add(text(day, "mode") + " " + date(day, "day"))
                .add(day.path("comparedIntervals").asText() + " of "
                        + day.path("intervals").asText() + " intervals compared")
                .add("e1 " + percent(day.path("e1Percent")))
                .add("e2 " + percent(day.path("e2Percent")));
        day.path("anomalies").forEach(anomaly -> words.add(anomaly.asText()));
        day.path("reservations").forEach(reservation -> words.add("not judged: " + reservation.asText()));
        if (day.path("dueTime").isTextual()) {
            words.add("finding since " + date(day, "findingSince") + ", test or repair until " + date(day, "dueTime"));
        }
        line("watched", words.toString());
    }

    private void quantity(String obis, JsonNode estimate) {
        line(
                "energy",
                obis + "  "
                        + (estimate.path("errorPercent").isNumber()
                                ? error(estimate, estimate.path("uncertainty").path("combinedPercent")) + "  "
                                        + text(estimate, "verdict")
                                : "no figure: " + text(estimate, "refusal") + ", " + text(estimate, "refusalText")));
    }

    private static String load(JsonNode point) {
        return String.format(
                Locale.ROOT,
                "%+.3f +/- %.3f %%  %s",
                number(point, "errorPercent"),
                2 * number(point, "standardUncertaintyPercent"),
                point.path("covered").asBoolean() ? "covered" : "extrapolated");
    }

    private static String error(JsonNode of, JsonNode standardUncertainty) {
        return String.format(
                Locale.ROOT, "%+.3f +/- %.3f %%", number(of, "errorPercent"), 2 * standardUncertainty.asDouble());
    }

    private static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f %%", value.asDouble()) : "none";
    }

    private static String date(JsonNode of, String name) {
        String time = text(of, name);
        return time.substring(0, Math.min(10, time.length()));
    }

    private static double number(JsonNode of, String name) {
        return of.path(name).asDouble();
    }

    private void line(String name, String format, Object... values) {
        String words = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
        if (!words.isBlank()) {
            out.printf("  %-12s %s%n", name, words);
        }
    }
}
