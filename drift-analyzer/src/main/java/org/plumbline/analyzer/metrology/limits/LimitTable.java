// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitCell.Kind;
import org.plumbline.analyzer.metrology.limits.LimitCell.PowerFactor;
import org.plumbline.analyzer.metrology.limits.LimitCell.Wiring;

/** Limits of error as reviewed data. Immutable. */
public final class LimitTable {
    private static final String SHIPPED = "accuracy-limits.txt";
    private static final Pattern SEPARATOR = Pattern.compile("\\s*\\|\\s*");
    private static final int COLUMNS = 10;

    private final List<LimitCell> cells;

    private LimitTable(List<LimitCell> cells) {
        this.cells = List.copyOf(cells);
    }

    /** The table that ships with the product. */
    public static LimitTable shipped() {
        InputStream stream = LimitTable.class.getResourceAsStream(SHIPPED);
        if (stream == null) {
            throw new MetrologyException(SHIPPED + " is missing from the class path");
        }
        return read(SHIPPED, new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /**
     * Reads a table and closes the reader.
     *
     * @param name of the file, for messages
     * @throws MetrologyException that names file and line when a line is malformed or two cells overlap
     */
    public static LimitTable read(String name, Reader reader) {
        List<LimitCell> cells = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(reader)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    LimitCell cell = cell(name, number, line);
                    refuseOverlap(cells, cell, name, number);
                    cells.add(cell);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        return new LimitTable(cells);
    }

    /** All cells, in the order of the file. */
    public List<LimitCell> cells() {
        return cells;
    }

    /**
     * The limit that applies; empty where the table holds none.
     *
     * @param wiring direct or through transformers
     * @param current over the reference current, at most Imax
     * @param powerFactor 1, 0.5 inductive or 0.8 capacitive
     */
    public Optional<LimitCell> find(
            Kind kind, String regime, String accuracyClass, Wiring wiring, double current, PowerFactor powerFactor) {
        return cells.stream()
                .filter(cell -> cell.applies(kind, regime, accuracyClass, wiring, current, powerFactor))
                .findFirst();
    }

    private static LimitCell cell(String name, int number, String line) {
        String[] columns = SEPARATOR.split(line.strip(), -1);
        if (columns.length != COLUMNS) {
            throw new MetrologyException(
                    "%s line %d: %d columns instead of %d: %s".formatted(name, number, columns.length, COLUMNS, line));
        }
        try {
            return new LimitCell(
                    kind(columns[0]),
                    columns[1],
                    columns[2],
                    wiring(columns[3]),
                    Double.parseDouble(columns[4]),
                    columns[5].equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(columns[5]),
                    powerFactor(columns[6]),
                    Double.parseDouble(columns[7]),
                    confirmed(columns[8]),
                    columns[9]);
        } catch (IllegalArgumentException e) {
            throw new MetrologyException("%s line %d: %s: %s".formatted(name, number, e.getMessage(), line));
        }
    }

    private static void refuseOverlap(List<LimitCell> cells, LimitCell added, String name, int number) {
        for (LimitCell cell : cells) {
            boolean sameRow = cell.kind() == added.kind()
                    && cell.regime().equals(added.regime())
                    && cell.accuracyClass().equals(added.accuracyClass())
                    && (cell.wiring() == added.wiring() || cell.wiring() == Wiring.ANY || added.wiring() == Wiring.ANY)
                    && (cell.powerFactor() == added.powerFactor()
                            || cell.powerFactor() == PowerFactor.WHOLE_RANGE
                            || added.powerFactor() == PowerFactor.WHOLE_RANGE);
            if (sameRow && cell.fromCurrent() < added.toCurrent() && added.fromCurrent() < cell.toCurrent()) {
                throw new MetrologyException("%s line %d: overlaps an earlier cell".formatted(name, number));
            }
        }
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "base" -> Kind.BASE;
            case "in-service" -> Kind.IN_SERVICE;
            default -> throw new IllegalArgumentException("unknown kind " + word);
        };
    }

    private static Wiring wiring(String word) {
        return switch (word) {
            case "direct" -> Wiring.DIRECT;
            case "ct" -> Wiring.CT;
            case "any" -> Wiring.ANY;
            default -> throw new IllegalArgumentException("unknown wiring " + word);
        };
    }

    private static PowerFactor powerFactor(String word) {
        return switch (word) {
            case "1" -> PowerFactor.UNITY;
            case "0.5i" -> PowerFactor.HALF_INDUCTIVE;
            case "0.8c" -> PowerFactor.CAPACITIVE;
            case "0.5i..0.8c" -> PowerFactor.WHOLE_RANGE;
            default -> throw new IllegalArgumentException("unknown power factor " + word);
        };
    }

    private static boolean confirmed(String word) {
        return switch (word) {
            case "confirmed" -> true;
            case "to-verify" -> false;
            default -> throw new IllegalArgumentException("unknown state " + word);
        };
    }
}
