// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.plumbline.console.imports.FileLayout;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.Values;

/** Files of rows as comma-separated values or JSON. */
public final class RowFiles {

    /** Far more than a file of {@value FileRows#MOST} rows has. */
    public static final int MOST_OCTETS = 64 << 20;

    /** More than any cell may hold, so that a lost quotation mark is found soon. */
    static final int MOST_CHARACTERS = 8_192;

    private static final int DEEPEST = 8;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 64;

    static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxStringLength(MOST_CHARACTERS)
            .maxNestingDepth(DEEPEST)
            .maxNameLength(LONGEST_NAME)
            .maxNumberLength(LONGEST_NUMBER)
            .build();

    private RowFiles() {}

    /** How a file is written. */
    public enum Format {
        csv,
        json
    }

    /** Reads a file. Whatever the octets are, there are rows or findings, never an exception. */
    public static FileRows read(Format format, FileLayout layout, byte[] octets) {
        FileRows rows = new FileRows(layout);
        switch (format) {
            case csv -> CsvRows.read(octets, rows);
            case json -> JsonRows.read(octets, rows);
        }
        return rows;
    }

    /** SHA-256 in hexadecimal. */
    public static String sha256(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Writes a file, row by row as they come.
     *
     * @param source gives each row to its argument
     */
    public static void write(Format format, FileLayout layout, Consumer<Consumer<Values>> source, OutputStream out) {
        switch (format) {
            case csv -> CsvRows.write(layout, source, out);
            case json -> JsonRows.write(layout, source, out);
        }
    }
}
