// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

/** Rules between the values of a row, and between rows. Asked in the order of the file. */
public interface Rules {

    /**
     * Works out what is given in another way, e.g. a standard uncertainty from an expanded one.
     *
     * @return the values as they are kept
     */
    default Values derive(int line, Values given, Findings findings) {
        return given;
    }

    /**
     * Refuses what does not fit.
     *
     * @param row what the file makes of it, and what it was before
     */
    void check(Candidate row, Findings findings);

    /** Takes notice of one that stays as it is. */
    void unchanged(Values values);

    /** Called once when all rows were seen; for rules that need all of them. */
    default void finish(Findings findings) {}
}
