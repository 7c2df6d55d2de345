// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/**
 * What a row rests on.
 *
 * @param confirmed true when the number was read in the source; what is not confirmed authorises nothing
 * @param source where the number comes from
 * @param file file of the row
 * @param line line of the row, from 1
 */
public record Basis(boolean confirmed, String source, String file, int line) {
    /** The state in files. */
    public String state() {
        return confirmed ? "confirmed" : "to-verify";
    }

    String place() {
        return file + " line " + line;
    }
}
