// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

/** Adds findings of one row. */
record Checks(Candidate row, Findings findings) {
    void refuseIf(boolean fault, String column, String reason, String remedy) {
        if (fault) {
            findings.add(row.refused(column, reason, remedy));
        }
    }
}
