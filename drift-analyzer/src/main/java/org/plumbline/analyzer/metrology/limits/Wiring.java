// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** Connection of the current circuit. */
public enum Wiring implements Worded {
    /** Whole current. */
    DIRECT("direct"),
    /** Through current transformers. */
    CT("ct"),
    /** Either; only in rows. */
    ANY("any");

    private final String word;

    Wiring(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    boolean covers(Wiring meter) {
        return this == ANY || this == meter;
    }

    boolean meets(Wiring other) {
        return covers(other) || other == ANY;
    }
}
