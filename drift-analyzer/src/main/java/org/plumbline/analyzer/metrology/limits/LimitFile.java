// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitRow.TestPoint;

/**
 * The rows of one limit file; docs/limits.md describes the format. Immutable.
 *
 * @param name of the file
 * @param reviewer who reviewed it, and when
 * @param replaced regimes whose shipped rows this file replaces
 * @param rows in the order of the file
 */
record LimitFile(String name, String reviewer, List<Replaced> replaced, List<LimitRow> rows) {
    private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern WEIGHT = Pattern.compile("([1-9]\\d?) (FL|LL|PF)");

    /** Copies the lists. */
    LimitFile {
        replaced = List.copyOf(replaced);
        rows = List.copyOf(rows);
    }

    /**
     * A regime whose shipped rows are replaced.
     *
     * @param line where the file says so
     */
    record Replaced(String regime, int line) {}

    /**
     * Reads a file.
     *
     * @throws MetrologyException naming file, line, column and remedy when it is malformed
     */
    static LimitFile read(LimitText text) {
        Draft draft = new Draft(text.name());
        int number = 0;
        for (String line : text.text().lines().toList()) {
            number++;
            String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (!content.isBlank() && !content.stripLeading().startsWith("#")) {
                draft.add(new Fields(text.name(), number, content), number);
            }
        }
        return draft.finished();
    }

    private static final class Draft {
        private final String name;
        private final List<Replaced> replaced = new ArrayList<>();
        private final List<LimitRow> rows = new ArrayList<>();
        private String reviewer = "";

        Draft(String name) {
            this.name = name;
        }

        LimitFile finished() {
            if (reviewer.isEmpty()) {
                throw new MetrologyException(
                        name + " line 1, column 1 (kind): the file does not say who reviewed it; write a line"
                                + " reviewed | name | year-month-day");
            }
            return new LimitFile(name, reviewer, replaced, rows);
        }

        void add(Fields fields, int line) {
            String kind = fields.take("kind");
            switch (kind) {
                case "reviewed" -> reviewer = reviewer(fields);
                case "replaces" -> {
                    replaced.add(new Replaced(fields.take("regime"), line));
                    fields.end();
                }
                case "base" -> rows.add(errorLimit(fields, LimitRow.Kind.BASE));
                case "in-service" -> rows.add(errorLimit(fields, LimitRow.Kind.IN_SERVICE));
                case "influence" -> rows.add(influence(fields));
                case "ratio" -> rows.add(ratio(fields));
                case "average" -> rows.add(average(fields));
                case "rule" ->
                    rows.add(new LimitRow.Rule(
                            fields.take("regime"), fields.take("subject"), fields.take("text"), fields.basis()));
                default ->
                    throw fields.fault(
                            "'%s' is unknown; write reviewed, replaces, base, in-service, influence, ratio, average or rule"
                                    .formatted(kind));
            }
        }

        private String reviewer(Fields fields) {
            if (!reviewer.isEmpty()) {
                throw fields.fault("the file has said before who reviewed it; take one of the lines out");
            }
            String who = fields.take("reviewer");
            String when = fields.take("date");
            if (!DATE.matcher(when).matches()) {
                throw fields.fault("'%s' is no date; write year-month-day".formatted(when));
            }
            fields.end();
            return who + ", " + when;
        }
    }

    private static LimitRow errorLimit(Fields fields, LimitRow.Kind kind) {
        Scope scope = scope(fields);
        return new LimitRow.ErrorLimit(
                kind, scope, FieldValues.temperatures(fields), FieldValues.limit(fields, kind), fields.basis());
    }

    private static LimitRow influence(Fields fields) {
        return new LimitRow.InfluenceLimit(
                scope(fields),
                fields.word("quantity", Influence.class),
                FieldValues.influenceLimit(fields),
                fields.basis());
    }

    private static Scope scope(Fields fields) {
        String regime = fields.take("regime");
        String accuracyClass = fields.take("class");
        Wiring wiring = fields.word("wiring", Wiring.class);
        return new Scope(
                regime,
                accuracyClass,
                wiring,
                fields.word("load", LoadBalance.class),
                FieldValues.currents(fields, wiring),
                FieldValues.factors(fields));
    }

    private static LimitRow ratio(Fields fields) {
        String regime = fields.take("regime");
        String accuracyClass = fields.take("class");
        Wiring wiring = fields.word("wiring", Wiring.class);
        CurrentName name = fields.word("rated current", CurrentName.class);
        if (name != CurrentName.IST && name != CurrentName.IMIN) {
            throw fields.fault("only Ist and Imin have a bound here; write one of them");
        }
        CurrentBound atMost = FieldValues.bound(fields, fields.take("at most"));
        if (atMost.name() == CurrentName.IST || atMost.name() == CurrentName.IMIN) {
            throw fields.fault("Ist and Imin bound nothing; write a multiple of Itr, Iref or Imax");
        }
        return new LimitRow.CurrentRatio(regime, accuracyClass, wiring, name, atMost, fields.basis());
    }

    private static LimitRow average(Fields fields) {
        String regime = fields.take("regime");
        String method = fields.take("method");
        Map<TestPoint, Integer> weights = new EnumMap<>(TestPoint.class);
        for (String each : fields.take("weights").split("\\+", -1)) {
            Matcher matcher = WEIGHT.matcher(each.strip());
            if (!matcher.matches()) {
                throw fields.fault("'%s' is no weight; write as in 4 FL + 1 LL, of %s"
                        .formatted(each.strip(), Fields.words(TestPoint.class)));
            }
            TestPoint point = switch (matcher.group(2)) {
                case "FL" -> TestPoint.FULL_LOAD;
                case "LL" -> TestPoint.LIGHT_LOAD;
                default -> TestPoint.POWER_FACTOR;
            };
            if (weights.put(point, Integer.parseInt(matcher.group(1))) != null) {
                throw fields.fault("%s has two weights; write their sum".formatted(point.word()));
            }
        }
        return new LimitRow.Average(regime, method, weights, fields.basis());
    }
}
