// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What taking a file in would change, or why it is not taken in: every row is checked before anything is written, and one
 * bad row keeps out all of them. A row that says of something known exactly what is known is never at fault. Pure.
 *
 * @param report what is said about it
 * @param candidates what is to be written, in the order of the file; empty when there are findings
 */
public record ImportPlan(ImportReport report, List<Candidate> candidates) {

    /** Changes shown; all are counted. */
    public static final int MOST_CHANGES = 1_000;

    private static final int BETWEEN_STEPS = 1_000;

    public ImportPlan {
        candidates = List.copyOf(candidates);
    }

    /**
     * What is there already.
     *
     * @param values of one by its id; empty when it is not known
     * @param twins ids of what is known that is spelt like these but for case, by the folded id
     */
    public record Known(Function<String, Optional<Values>> values, Map<String, Set<String>> twins) {}

    /**
     * How a file is taken in.
     *
     * @param update whether what is known may be changed
     * @param dryRun whether it is only asked
     */
    public record Terms(boolean update, boolean dryRun) {}

    /**
     * Makes the plan.
     *
     * @param file what was read, with what is wrong already
     * @param sha256 of its octets, hexadecimal
     * @param progress told now and then how many rows were checked
     */
    public static ImportPlan of(
            FileRows file, String sha256, Known known, Rules rules, Terms terms, IntConsumer progress) {
        return new Maker(file, known, rules, terms).plan(sha256, progress);
    }

    /** An id as it is compared with others that must not look like it. */
    public static String folded(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    }

    private static final class Maker {
        private final FileLayout layout;
        private final List<FileRow> rows;
        private final Findings findings;
        private final Known known;
        private final Rules rules;
        private final Terms terms;
        private final Map<String, FileRow> byFoldedId = new HashMap<>();
        private final List<Candidate> candidates = new ArrayList<>();
        private long unchanged;

        Maker(FileRows file, Known known, Rules rules, Terms terms) {
            this.layout = file.layout();
            this.rows = file.rows();
            this.findings = file.findings();
            this.known = known;
            this.rules = rules;
            this.terms = terms;
        }

        ImportPlan plan(String sha256, IntConsumer progress) {
            int seen = 0;
            for (FileRow row : rows) {
                if (isAlone(row)) {
                    judge(row);
                }
                if (++seen % BETWEEN_STEPS == 0) {
                    progress.accept(seen);
                }
            }
            rules.finish(findings);
            if (rows.isEmpty() && findings.isEmpty()) {
                findings.add(new Finding(
                        0,
                        "",
                        "",
                        "the file has no rows",
                        "Compare it with the template: a line of names, then rows."));
            }
            long added =
                    candidates.stream().filter(each -> each.before() == null).count();
            ImportReport report = new ImportReport(
                    terms.dryRun(),
                    false,
                    sha256,
                    rows.size(),
                    added,
                    candidates.size() - added,
                    unchanged,
                    candidates.stream()
                            .limit(MOST_CHANGES)
                            .map(each -> new ImportReport.Change(
                                    each.line(), each.id(), each.before() == null, each.fields()))
                            .toList(),
                    findings.kept(),
                    findings.total());
            return new ImportPlan(report, findings.isEmpty() ? candidates : List.of());
        }

        /** False when another row is about the same, or about one that only looks different. */
        private boolean isAlone(FileRow row) {
            if (row.id().isBlank()) {
                findings.add(new Finding(
                        row.line(), layout.idColumn(), "", "is missing", "Say which " + layout.subject() + " it is."));
                return false;
            }
            FileRow first = byFoldedId.putIfAbsent(folded(row.id()), row);
            if (first == null) {
                return true;
            }
            boolean same = first.id().equals(row.id());
            findings.add(new Finding(
                    row.line(),
                    layout.idColumn(),
                    Secrets.shown(row.id()),
                    same
                            ? "stands in line " + first.line() + " already"
                            : "differs from " + Secrets.shown(first.id()) + " in line " + first.line()
                                    + " by case or space only",
                    same ? "Leave one of the rows." : "Write it in one way."));
            return false;
        }

        private void judge(FileRow row) {
            Optional<Values> before = known.values().apply(row.id());
            if (before.isPresent() && isSame(row, before.get())) {
                unchanged++;
                rules.unchanged(before.get());
                return;
            }
            String twin = before.isPresent() ? null : twin(row.id());
            if (twin != null) {
                findings.add(new Finding(
                        row.line(),
                        layout.idColumn(),
                        Secrets.shown(row.id()),
                        "differs from the known " + layout.subject() + " " + Secrets.shown(twin)
                                + " by case or space only",
                        "Write it as it is known."));
                return;
            }
            read(row, before.orElse(null)).ifPresent(after -> {
                List<ImportReport.Field> fields =
                        before.map(known -> changes(known, after)).orElse(List.of());
                if (before.isPresent() && fields.isEmpty()) {
                    unchanged++;
                    rules.unchanged(after);
                    return;
                }
                Candidate candidate = new Candidate(row.line(), row.id(), before.orElse(null), after, fields);
                rules.check(candidate, findings);
                requireUpdate(candidate);
                candidates.add(candidate);
            });
        }

        private void requireUpdate(Candidate candidate) {
            if (candidate.before() != null && !terms.update() && !terms.dryRun()) {
                ImportReport.Field first = candidate.fields().getFirst();
                findings.add(new Finding(
                        candidate.line(),
                        first.column(),
                        Secrets.shown(first.after()),
                        "the " + layout.subject() + " is known with " + Secrets.shown(first.before())
                                + (candidate.fields().size() > 1
                                        ? " here and " + (candidate.fields().size() - 1) + " other values elsewhere"
                                        : ""),
                        "Ask for an update (--update) to change it, or take the row out."));
            }
        }

        private boolean isSame(FileRow row, Values before) {
            for (int i = 0; i < layout.size(); i++) {
                String cell = row.cells()[i];
                if (cell != null
                        && !cell.equals(before.text(i))
                        && !(layout.columns().get(i).isForReadingOnly() && cell.isEmpty())) {
                    return false;
                }
            }
            return true;
        }

        private @Nullable String twin(String id) {
            return known.twins().getOrDefault(folded(id), Set.of()).stream()
                    .filter(other -> !other.equals(id))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }

        /** The values after it; empty when a cell is at fault. */
        private Optional<Values> read(FileRow row, @Nullable Values before) {
            String[] texts = new String[layout.size()];
            long faults = findings.total();
            for (int i = 0; i < texts.length; i++) {
                texts[i] = read(row, i, before);
            }
            if (findings.total() > faults) {
                return Optional.empty();
            }
            return Optional.of(rules.derive(row.line(), Values.of(layout, texts), findings));
        }

        private String read(FileRow row, int i, @Nullable Values before) {
            FileColumn column = layout.columns().get(i);
            String cell = row.cells()[i];
            if (cell == null && before != null) {
                return before.text(i);
            }
            String text = cell == null ? "" : i == 0 ? cell : cell.strip();
            if (text.isEmpty()) {
                if (column.isRequired()) {
                    findings.add(new Finding(
                            row.line(),
                            column.name(),
                            "",
                            cell == null
                                    ? "the file has no such column, and the " + layout.subject() + " is new"
                                    : "is missing",
                            "Give it, e.g. " + column.example() + "."));
                }
                return column.fallback();
            }
            return switch (column.form().read(text)) {
                // The cell as read is shared by all rows that say the same.
                case Form.Result.Taken(String taken) -> taken.equals(cell) ? cell : taken;
                case Form.Result.Refused(String reason, String remedy) -> {
                    findings.add(new Finding(row.line(), column.name(), Secrets.shown(text), reason, remedy));
                    yield "";
                }
            };
        }

        private List<ImportReport.Field> changes(Values before, Values after) {
            List<ImportReport.Field> fields = new ArrayList<>();
            if (!Arrays.equals(before.texts(), after.texts())) {
                for (int i = 0; i < layout.size(); i++) {
                    FileColumn column = layout.columns().get(i);
                    if (!column.isForReadingOnly() && !before.text(i).equals(after.text(i))) {
                        fields.add(new ImportReport.Field(column.name(), before.text(i), after.text(i)));
                    }
                }
            }
            return fields;
        }
    }
}
