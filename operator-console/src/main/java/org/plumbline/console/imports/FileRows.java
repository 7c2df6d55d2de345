// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a file in as they are read, bounded, and what the reader finds wrong with it. Confined to one thread. */
public final class FileRows {
    /** Most rows of a file. */
    public static final int MOST = 100_000;

    private static final int MOST_SHARED = 50_000;

    private final FileLayout layout;
    private final int most;
    private final Findings findings = new Findings();
    private final List<FileRow> rows = new ArrayList<>();
    private final Map<String, String> shared = new HashMap<>();

    public FileRows(FileLayout layout) {
        this(layout, MOST);
    }

    FileRows(FileLayout layout, int most) {
        this.layout = layout;
        this.most = most;
    }

    public FileLayout layout() {
        return layout;
    }

    /** Something that is wrong with the file. */
    public void refuse(int line, String column, String value, String reason, String remedy) {
        findings.add(new Finding(line, column, Secrets.shown(value), reason, remedy));
    }

    /**
     * Place of the column of this name; what is no column is refused.
     *
     * @return negative when there is none
     */
    public int column(int line, String name) {
        int index = layout.indexOf(name.strip());
        if (index >= 0) {
            return index;
        }
        if (Secrets.isKeyColumn(name)) {
            refuse(
                    line,
                    Secrets.shown(name.strip()),
                    "",
                    "speaks of a key or a secret, which never stands in this file; its values were not looked at",
                    "Take the column out; put the wrapped key into the gateway's keystore and give its name as"
                            + " keyReference.");
        } else {
            refuse(
                    line,
                    Secrets.shown(name.strip()),
                    "",
                    name.isBlank() ? "has no name" : "is no column of a file of " + layout.subject() + "s",
                    "Take it out or correct its name" + similar(name) + "; see the template.");
        }
        return -1;
    }

    private String similar(String name) {
        String folded = folded(name);
        return layout.columns().stream()
                .map(FileColumn::name)
                .filter(known -> folded(known).equals(folded))
                .findFirst()
                .map(known -> ": it is written " + known)
                .orElse("");
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /**
     * A row.
     *
     * @param cells by the layout's columns; null where the file has none
     * @return false when no more are taken
     */
    public boolean add(int line, @Nullable String[] cells) {
        if (rows.size() == most) {
            refuse(
                    line,
                    "",
                    "",
                    "the file has more than " + most + " rows",
                    "Split it; parts are taken in one after the other.");
            return false;
        }
        @Nullable String[] kept = new String[layout.size()];
        for (int i = 0; i < kept.length; i++) {
            String cell = cells[i];
            kept[i] = cell == null || shared.size() >= MOST_SHARED ? cell : shared.computeIfAbsent(cell, same -> same);
        }
        rows.add(new FileRow(line, kept));
        return true;
    }

    /** What was read, once the whole file was. */
    public List<FileRow> rows() {
        return List.copyOf(rows);
    }

    /** What the cells of a column say, each once; empty ones left out. */
    public Set<String> said(String column) {
        int place = layout.indexOf(column);
        return rows.stream()
                .map(row -> row.cells()[place])
                .filter(cell -> cell != null && !cell.isEmpty())
                .collect(Collectors.toSet());
    }

    /** What is wrong so far; more may be added. */
    public Findings findings() {
        return findings;
    }
}
