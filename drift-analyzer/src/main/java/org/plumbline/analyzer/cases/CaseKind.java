// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;

/** What a case is about. A meter has at most one open case of each kind, and each kind counts its own. */
public enum CaseKind {
    /** Accuracy out of bounds: |e| - 1.645 u_c beyond the limit. */
    MET_02("MET-02");

    private final String code;

    CaseKind(String code) {
        this.code = code;
    }

    /** The code as it stands in case ids and records. */
    public String code() {
        return code;
    }

    /** The kind of a code; empty when there is none. */
    public static Optional<CaseKind> of(String code) {
        for (CaseKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
