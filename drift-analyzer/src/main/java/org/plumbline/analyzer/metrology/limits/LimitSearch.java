// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Found;
import org.plumbline.analyzer.metrology.limits.LimitLookup.NotCovered;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Reason;
import org.plumbline.analyzer.metrology.limits.LimitRow.CurrentRatio;
import org.plumbline.analyzer.metrology.limits.LimitRow.ErrorLimit;
import org.plumbline.analyzer.metrology.limits.LimitRow.Kind;

/** One search for a limit of error: narrows the rows step by step and says at which step none was left. */
final class LimitSearch {
    private static final double SAME_CURRENT = 1e-9;

    private final LimitTable table;
    private final RatedMeter meter;
    private final Optional<LoadPoint> point;

    /** @param point empty = the limit of the weighted average is wanted */
    LimitSearch(LimitTable table, RatedMeter meter, Optional<LoadPoint> point) {
        this.table = table;
        this.meter = meter;
        this.point = point;
    }

    /** A range that may hold a current: whether it does, and what that answer rests on. */
    private record Holding(ErrorLimit row, Answer answer, Optional<CurrentRatio> by) {}

    private enum Answer {
        YES,
        NO,
        /** A rated current is not stated. */
        UNKNOWN
    }

    LimitLookup find(Kind kind, String regime) {
        List<ErrorLimit> rows = table.errorLimits(kind, regime);
        if (rows.isEmpty()) {
            return none(
                    Reason.REGIME,
                    "there is no %s limit of '%s'; there are limits of %s"
                            .formatted(kind.word(), regime, table.regimes(kind)));
        }
        List<ErrorLimit> left = rows;
        for (Step step : steps()) {
            List<ErrorLimit> kept = left.stream().filter(step.keeps).toList();
            if (kept.isEmpty()) {
                return none(
                        step.reason,
                        "%s states no %s limit for %s %s; it does for %s"
                                .formatted(
                                        regime, kind.word(), step.what, step.wanted.get(), listed(left, step.offers)));
            }
            left = kept;
        }
        return point.isEmpty() ? average(regime, left) : byCurrent(regime, left, point.get());
    }

    private record Step(
            Reason reason,
            String what,
            Supplier<String> wanted,
            Predicate<ErrorLimit> keeps,
            Function<ErrorLimit, Object> offers) {}

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                Reason.CLASS,
                "class",
                meter::accuracyClass,
                row -> row.scope().coversClass(meter.accuracyClass()),
                row -> row.scope().accuracyClass()));
        Wiring wiring = meter.rating().wiring();
        steps.add(new Step(
                Reason.WIRING,
                "wiring",
                wiring::word,
                row -> row.scope().wiring().covers(wiring),
                row -> row.scope().wiring().word()));
        point.ifPresent(at -> {
            steps.add(new Step(
                    Reason.LOAD,
                    "a load that is",
                    at.load()::word,
                    row -> row.scope().load().covers(at.load()),
                    row -> row.scope().load().word()));
            steps.add(new Step(
                    Reason.POWER_FACTOR,
                    "power factor",
                    at.factor()::toString,
                    row -> row.scope().factors().covers(at.factor()),
                    row -> row.scope().factors()));
            steps.add(new Step(
                    Reason.TEMPERATURE,
                    "degrees Celsius",
                    () -> String.format(Locale.ROOT, "%.1f", at.temperatureCelsius()),
                    row -> row.temperatures().covers(at.temperatureCelsius()),
                    ErrorLimit::temperatures));
        });
        return steps;
    }

    private LimitLookup average(String regime, List<ErrorLimit> rows) {
        return rows.stream()
                .filter(row -> row.scope().currents() instanceof Currents.Average)
                .findFirst()
                .map(row -> evaluated(row, Optional.empty()))
                .orElseGet(() -> none(Reason.AVERAGE_ONLY, regime + " states no limit of a weighted average"));
    }

    private LimitLookup byCurrent(String regime, List<ErrorLimit> rows, LoadPoint at) {
        List<ErrorLimit> pointwise = rows.stream()
                .filter(row -> !(row.scope().currents() instanceof Currents.Average))
                .toList();
        if (pointwise.isEmpty()) {
            return none(
                    Reason.AVERAGE_ONLY,
                    regime + " limits the weighted average over test points, not the error at one load");
        }
        List<Holding> holdings =
                pointwise.stream().map(row -> holding(row, at.amperes(), false)).toList();
        Optional<Holding> found = first(holdings, Answer.YES)
                .or(() -> pointwise.stream()
                        .map(row -> holding(row, at.amperes(), true))
                        .filter(each -> each.answer == Answer.YES)
                        .findFirst());
        if (found.isPresent()) {
            return evaluated(found.get().row, found.get().by);
        }
        Optional<Holding> unknown = first(holdings, Answer.UNKNOWN);
        String current = String.format(
                Locale.ROOT,
                "%.4g A (%.4g of Iref)",
                at.amperes(),
                at.amperes() / meter.rating().referenceAmperes());
        if (unknown.isPresent()) {
            return none(
                    Reason.CURRENT_NOT_STATED,
                    "whether %s of %s holds %s depends on a rated current that is not stated"
                            .formatted(unknown.get().row.scope().currents(), regime, current));
        }
        return none(
                Reason.CURRENT,
                "%s states no limit at %s; it does for %s"
                        .formatted(
                                regime,
                                current,
                                listed(pointwise, row -> row.scope().currents())));
    }

    private static Optional<Holding> first(List<Holding> holdings, Answer answer) {
        return holdings.stream().filter(each -> each.answer == answer).findFirst();
    }

    private Holding holding(ErrorLimit row, double amperes, boolean withUpperEnd) {
        return switch (row.scope().currents()) {
            case Currents.Any any -> new Holding(row, Answer.YES, Optional.empty());
            case Currents.Average average -> new Holding(row, Answer.NO, Optional.empty());
            case Currents.At at -> {
                Extent extent = extent(at.current());
                boolean same = Math.abs(extent.highest - amperes) <= SAME_CURRENT * amperes;
                yield extent.isKnown()
                        ? new Holding(row, same ? Answer.YES : Answer.NO, Optional.empty())
                        : new Holding(row, Answer.UNKNOWN, Optional.empty());
            }
            case Currents.Range range -> {
                Extent from = extent(range.from());
                Extent to = extent(range.to());
                boolean closed = withUpperEnd || range.to().isMaximum();
                Answer above = from.highest <= amperes ? Answer.YES : amperes < from.lowest ? Answer.NO : from.open();
                Answer below = (closed ? amperes <= to.lowest : amperes < to.lowest)
                        ? Answer.YES
                        : (closed ? amperes > to.highest : amperes >= to.highest) ? Answer.NO : to.open();
                if (above == Answer.NO || below == Answer.NO) {
                    yield new Holding(row, Answer.NO, Optional.empty());
                }
                boolean sure = above == Answer.YES && below == Answer.YES;
                yield new Holding(row, sure ? Answer.YES : Answer.UNKNOWN, from.by);
            }
        };
    }

    /** What is known of a current of the meter, in A; above {@code lowest} where it is not stated. */
    private record Extent(double lowest, double highest, Optional<CurrentRatio> by) {
        boolean isKnown() {
            return lowest == highest;
        }

        Answer open() {
            return isKnown() ? Answer.NO : Answer.UNKNOWN;
        }
    }

    private Extent extent(CurrentBound bound) {
        OptionalDouble stated = meter.rating().amperes(bound.name());
        if (stated.isPresent()) {
            double amperes = bound.factor() * stated.getAsDouble();
            return new Extent(amperes, amperes, Optional.empty());
        }
        Optional<CurrentRatio> ratio = table.ratio(meter, bound.name());
        double transition = meter.rating().amperes(CurrentName.ITR).orElseThrow();
        double most = ratio.map(each -> extent(each.atMost()).highest).orElse(transition);
        return new Extent(0, bound.factor() * Math.min(most, transition), most < transition ? ratio : Optional.empty());
    }

    private LimitLookup evaluated(ErrorLimit row, Optional<CurrentRatio> by) {
        List<LimitRow> rows = new ArrayList<>(List.of(row));
        by.ifPresent(rows::add);
        return switch (row.limit()) {
            case LimitExpression.Fixed fixed -> found(fixed.upperPercent(), fixed.lowerPercent(), rows);
            case LimitExpression.Inverse inverse -> inverse(row, inverse, rows);
            case LimitExpression.TimesClassLimit times -> times(row, times, rows);
        };
    }

    private LimitLookup times(ErrorLimit row, LimitExpression.TimesClassLimit times, List<LimitRow> rows) {
        LoadPoint conditions = point.orElseGet(() -> LoadPoint.of(meter.rating().referenceAmperes()));
        return switch (new LimitSearch(table, meter, Optional.of(conditions)).find(Kind.BASE, meter.standard())) {
            case NotCovered missing ->
                none(
                        missing.reason(),
                        "%s limits the error to %s, but %s".formatted(row.regime(), times, missing.sentence()));
            case Found limit -> {
                rows.addAll(limit.rows());
                yield found(times.factor() * limit.upperPercent(), times.factor() * limit.lowerPercent(), rows);
            }
        };
    }

    private LimitLookup inverse(ErrorLimit row, LimitExpression.Inverse inverse, List<LimitRow> rows) {
        Extent named = extent(new CurrentBound(1, inverse.name()));
        if (!named.isKnown() || point.isEmpty()) {
            return none(
                    Reason.CURRENT_NOT_STATED,
                    "the limit %s of %s needs %s, which is not stated"
                            .formatted(inverse, row.regime(), inverse.name().word()));
        }
        double percent = inverse.percent() * named.highest / point.get().amperes();
        return found(percent, percent, rows);
    }

    private static LimitLookup found(double upper, double lower, List<LimitRow> rows) {
        return new Found(upper, lower, rows.stream().allMatch(row -> row.basis().confirmed()), rows);
    }

    private static NotCovered none(Reason reason, String sentence) {
        return new NotCovered(reason, sentence);
    }

    private static String listed(List<ErrorLimit> rows, Function<ErrorLimit, Object> offers) {
        TreeSet<String> all = new TreeSet<>();
        rows.forEach(row -> all.add(offers.apply(row).toString()));
        return String.join("; ", all);
    }
}
