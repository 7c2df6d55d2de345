// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/** How a load is spread over the phases of a meter. */
public enum LoadBalance implements Worded {
    /** Single-phase meter, or polyphase meter with a balanced load. */
    BALANCED("balanced"),
    /** Polyphase meter that carries a load in one phase only. */
    SINGLE_PHASE("single-phase"),
    /** Either; only in rows. */
    ANY("any");

    private final String word;

    LoadBalance(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    boolean covers(LoadBalance load) {
        return this == ANY || this == load;
    }

    boolean meets(LoadBalance other) {
        return covers(other) || other == ANY;
    }
}
