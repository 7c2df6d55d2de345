// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitLookup.NotCovered;
import org.plumbline.analyzer.metrology.limits.LimitLookup.Reason;
import org.plumbline.analyzer.metrology.limits.LimitRow.CurrentRatio;
import org.plumbline.analyzer.metrology.limits.LimitRow.ErrorLimit;
import org.plumbline.analyzer.metrology.limits.LimitRow.InfluenceLimit;
import org.plumbline.analyzer.metrology.limits.LimitRow.Kind;

/** Limits of error as reviewed data. Immutable; safe for use by many threads. */
public final class LimitTable {
    /** Jurisdiction whose rule applies where a meter names none. */
    public static final String DEFAULT_JURISDICTION = "default";

    private static final List<String> SHIPPED = List.of(
            "iec-62053-21.txt",
            "iec-62053-22.txt",
            "iec-62053-23.txt",
            "iec-62053-24.txt",
            "mid.txt",
            "oiml-r46.txt",
            "ansi-c12.txt",
            "in-service.txt");

    private final List<LimitRow> rows;
    private final List<String> gaps;
    private final Map<Kind, Map<String, List<ErrorLimit>>> errorLimits = new HashMap<>();

    private LimitTable(List<LimitRow> rows) {
        LimitChecks.refuseConflicts(rows);
        this.rows = List.copyOf(rows);
        this.gaps = List.copyOf(LimitChecks.gaps(rows));
        for (Kind kind : Kind.values()) {
            Map<String, List<ErrorLimit>> byRegime = new TreeMap<>();
            for (LimitRow row : rows) {
                if (row instanceof ErrorLimit limit && limit.kind() == kind) {
                    byRegime.computeIfAbsent(limit.regime(), regime -> new ArrayList<>())
                            .add(limit);
                }
            }
            errorLimits.put(kind, byRegime);
        }
    }

    /** The limits that ship with the product. */
    public static LimitTable shipped() {
        return withFiles(List.of());
    }

    /**
     * The shipped limits and those of a user.
     *
     * @param texts files of the user
     * @throws MetrologyException naming file, line, column and remedy when a file is malformed, and both lines when two
     *     rows speak of the same thing
     */
    public static LimitTable withFiles(List<LimitText> texts) {
        List<LimitFile> users = texts.stream().map(LimitFile::read).toList();
        List<LimitRow> rows = new ArrayList<>();
        for (String name : SHIPPED) {
            rows.addAll(LimitFile.read(new LimitText(name, resource(name))).rows());
        }
        Map<String, String> replacedBy = new HashMap<>();
        for (LimitFile file : users) {
            for (LimitFile.Replaced each : file.replaced()) {
                replace(rows, replacedBy, file.name() + " line " + each.line(), each.regime());
            }
        }
        users.forEach(file -> rows.addAll(file.rows()));
        return new LimitTable(rows);
    }

    private static void replace(List<LimitRow> shipped, Map<String, String> replacedBy, String place, String regime) {
        String earlier = replacedBy.putIfAbsent(regime, place);
        if (earlier != null) {
            throw new MetrologyException(
                    "%s and %s both replace %s; take one of them out".formatted(place, earlier, regime));
        }
        if (!shipped.removeIf(row -> row.regime().equals(regime))) {
            throw new MetrologyException(
                    "%s: no limits of '%s' are shipped, so there is nothing to replace; take it out"
                            .formatted(place, regime));
        }
    }

    private static String resource(String name) {
        try (InputStream stream = LimitTable.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new MetrologyException(name + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** All rows, shipped ones first. */
    public List<LimitRow> rows() {
        return rows;
    }

    /** Currents between or above rows that have no limit, one sentence each with its place. */
    public List<String> gaps() {
        return gaps;
    }

    /** The limit of the meter's class. */
    public LimitLookup classLimit(RatedMeter meter, LoadPoint point) {
        return new LimitSearch(this, meter, Optional.of(point)).find(Kind.BASE, meter.standard());
    }

    /** cos phi 1, or sin phi 1 where all limits of the standard are those of reactive energy. */
    public LoadFactor fullLoadFactor(String standard) {
        List<ErrorLimit> limits = errorLimits(Kind.BASE, standard);
        LoadFactor reactive = LoadFactor.reactive(1);
        boolean onlyReactive = limits.stream()
                        .noneMatch(limit -> limit.scope().factors().covers(LoadFactor.UNITY))
                && limits.stream().anyMatch(limit -> limit.scope().factors().covers(reactive));
        return onlyReactive ? reactive : LoadFactor.UNITY;
    }

    /** The limit a jurisdiction applies in service; blank = {@link #DEFAULT_JURISDICTION}. */
    public LimitLookup inService(String jurisdiction, RatedMeter meter, LoadPoint point) {
        return new LimitSearch(this, meter, Optional.of(point)).find(Kind.IN_SERVICE, named(jurisdiction));
    }

    /** The limit a jurisdiction sets to a weighted average in service. */
    public LimitLookup averageInService(String jurisdiction, RatedMeter meter) {
        return new LimitSearch(this, meter, Optional.empty()).find(Kind.IN_SERVICE, named(jurisdiction));
    }

    /** The weighted averages that are defined, in the order of their rows: the first is the usual one. */
    public List<LimitRow.Average> averages() {
        return rows.stream()
                .filter(LimitRow.Average.class::isInstance)
                .map(LimitRow.Average.class::cast)
                .toList();
    }

    /** The limit of the variation with an influence quantity, in percent (temperature: percent per kelvin). */
    public LimitLookup influence(RatedMeter meter, Influence quantity, LoadFactor factor) {
        for (LimitRow row : rows) {
            if (row instanceof InfluenceLimit limit
                    && limit.quantity() == quantity
                    && limit.regime().equals(meter.standard())
                    && limit.scope().coversClass(meter.accuracyClass())
                    && limit.scope().wiring().covers(meter.rating().wiring())
                    && limit.scope().factors().covers(factor)) {
                return new LimitLookup.Found(
                        limit.limit().upperPercent(),
                        limit.limit().lowerPercent(),
                        limit.basis().confirmed(),
                        List.of(limit));
            }
        }
        return new NotCovered(
                Reason.CLASS,
                "there is no limit of %s for class %s of '%s', %s, at power factor %s"
                        .formatted(
                                quantity.word(),
                                meter.accuracyClass(),
                                meter.standard(),
                                meter.rating().wiring().word(),
                                factor));
    }

    List<ErrorLimit> errorLimits(Kind kind, String regime) {
        return errorLimits.getOrDefault(kind, Map.of()).getOrDefault(regime, List.of());
    }

    String regimes(Kind kind) {
        return String.join(
                ", ", new TreeSet<>(errorLimits.getOrDefault(kind, Map.of()).keySet()));
    }

    Optional<CurrentRatio> ratio(RatedMeter meter, CurrentName name) {
        for (LimitRow row : rows) {
            if (row instanceof CurrentRatio ratio
                    && ratio.name() == name
                    && ratio.regime().equals(meter.standard())
                    && (ratio.accuracyClass().equals(Scope.ANY_CLASS)
                            || ratio.accuracyClass().equals(meter.accuracyClass()))
                    && ratio.wiring().covers(meter.rating().wiring())) {
                return Optional.of(ratio);
            }
        }
        return Optional.empty();
    }

    private static String named(String jurisdiction) {
        return jurisdiction.isBlank() ? DEFAULT_JURISDICTION : jurisdiction;
    }
}
