// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.plumbline.console.adapter.file.LocatedJson.MalformedException;
import org.plumbline.console.bench.BenchCertificate;
import org.plumbline.console.bench.LoadPoint;

/** Reads a bench certificate; its format is described in docs/metrology.md. */
public final class BenchFile {
    private static final int MOST_POINTS = 64;
    private static final BigDecimal LARGEST_COVERAGE_FACTOR = BigDecimal.valueOf(5);
    private static final Pattern POWER_FACTOR = Pattern.compile("1|0\\.\\d{1,3}[ic]");
    private static final Set<String> FIELDS = Set.of(
            "certificate",
            "laboratory",
            "meterId",
            "calibrationEpoch",
            "calibratedAt",
            "wattHoursPerPulse",
            "coverageFactor",
            "asFound",
            "asLeft");
    private static final Set<String> POINT_FIELDS = Set.of(
            "amperes",
            "powerFactor",
            "pulses",
            "wattHours",
            "referenceWattHours",
            "errorPercent",
            "expandedUncertaintyPercent");

    private BenchFile() {}

    /** What came of a file. */
    public sealed interface Result {
        /** A certificate whose numbers agree with each other. */
        record Read(BenchCertificate certificate) implements Result {}

        /**
         * None.
         *
         * @param line from 1
         * @param sentence what is wrong
         */
        record Malformed(int line, String sentence) implements Result {}
    }

    /** @param text whole file */
    public static Result read(String text) {
        try {
            return new Result.Read(certificate(LocatedJson.parse(text)));
        } catch (MalformedException e) {
            return new Result.Malformed(e.line(), e.sentence());
        }
    }

    private static BenchCertificate certificate(LocatedJson root) {
        root.allows(FIELDS);
        BigDecimal perPulse = positive(root.field("wattHoursPerPulse"));
        LocatedJson asLeft = root.field("asLeft");
        List<LoadPoint> left = points(asLeft, perPulse);
        if (left.stream().noneMatch(point -> point.powerFactor().equals("1"))) {
            throw asLeft.malformed("asLeft has no point at power factor 1");
        }
        LocatedJson k = root.field("coverageFactor");
        BigDecimal coverageFactor = positive(k);
        if (coverageFactor.compareTo(BigDecimal.ONE) < 0 || coverageFactor.compareTo(LARGEST_COVERAGE_FACTOR) > 0) {
            throw k.malformed("coverageFactor must lie from 1 to 5");
        }
        return new BenchCertificate(
                root.field("certificate").text(),
                root.field("laboratory").text(),
                root.field("meterId").text(),
                (int) whole(root.field("calibrationEpoch"), Integer.MAX_VALUE),
                time(root.field("calibratedAt")),
                perPulse,
                coverageFactor,
                root.has("asFound") ? points(root.field("asFound"), perPulse) : List.of(),
                left);
    }

    private static List<LoadPoint> points(LocatedJson list, BigDecimal perPulse) {
        if (list.elements().size() > MOST_POINTS) {
            throw list.malformed("more than " + MOST_POINTS + " load points");
        }
        List<LoadPoint> points = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (LocatedJson element : list.elements()) {
            LoadPoint point = point(element);
            point.fault(perPulse).ifPresent(fault -> {
                throw element.malformed(fault);
            });
            if (!seen.add(point.amperes().stripTrailingZeros() + " A " + point.powerFactor())) {
                throw element.malformed("the load point " + point.amperes() + " A, power factor " + point.powerFactor()
                        + " is there twice");
            }
            points.add(point);
        }
        return points;
    }

    private static LoadPoint point(LocatedJson element) {
        element.allows(POINT_FIELDS);
        LocatedJson powerFactor = element.field("powerFactor");
        if (!POWER_FACTOR.matcher(powerFactor.text()).matches()) {
            throw powerFactor.malformed("powerFactor must be \"1\" or as \"0.5i\" or \"0.8c\"");
        }
        return new LoadPoint(
                positive(element.field("amperes")),
                powerFactor.text(),
                whole(element.field("pulses"), 1_000_000_000),
                positive(element.field("wattHours")),
                positive(element.field("referenceWattHours")),
                element.field("errorPercent").number(),
                positive(element.field("expandedUncertaintyPercent")));
    }

    private static BigDecimal positive(LocatedJson field) {
        BigDecimal number = field.number();
        if (number.signum() <= 0) {
            throw field.malformed(field.name() + " must be above 0");
        }
        return number;
    }

    private static long whole(LocatedJson field, long most) {
        BigDecimal number = field.number();
        if (number.stripTrailingZeros().scale() > 0
                || number.signum() <= 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw field.malformed(field.name() + " must be a whole number from 1 to " + most);
        }
        return number.longValueExact();
    }

    private static Instant time(LocatedJson field) {
        try {
            return Instant.parse(field.text());
        } catch (DateTimeParseException e) {
            throw field.malformed(field.name() + " must be a time in UTC, as 2026-02-03T09:30:00Z");
        }
    }
}
