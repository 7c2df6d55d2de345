// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

/**
 * A column of a table for analysts; its values may be missing.
 *
 * @param name in lower case with underscores, with its unit where it has one
 */
public record Column(String name, Type type, Care care) {

    /** What its values are: String, Long, Double, Boolean or Instant. */
    public enum Type {
        TEXT,
        WHOLE,
        REAL,
        TRUTH,
        TIME
    }

    /** What becomes of it when the export is pseudonymous. */
    public enum Care {
        /** It stays as it is. */
        OPEN,
        /** It names a meter or what can be linked to one: a pseudonym takes its place. */
        IDENTITY,
        /** It may tell of a meter by its text or its octets: it is left empty. */
        WITHHELD
    }

    static Column open(String name, Type type) {
        return new Column(name, type, Care.OPEN);
    }

    static Column identity(String name) {
        return new Column(name, Type.TEXT, Care.IDENTITY);
    }

    static Column withheld(String name, Type type) {
        return new Column(name, type, Care.WITHHELD);
    }
}
