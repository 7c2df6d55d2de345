// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Optional;

/**
 * What is kept of one meter's cases of one kind. Immutable.
 *
 * @param opened number of cases so far; the newest one has this number
 * @param open the open case; there is never another
 */
public record CaseFile(int opened, Optional<AccuracyCase> open) {
    private static final CaseFile EMPTY = new CaseFile(0, Optional.empty());

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when the open case is not the newest one
     */
    public CaseFile {
        if (opened < 0
                || open.filter(one -> !one.isOpen() || one.number() != opened).isPresent()) {
            throw new IllegalArgumentException("case file of " + opened + " cases with " + open);
        }
    }

    /** Before the first case. */
    public static CaseFile empty() {
        return EMPTY;
    }

    /** The number of the next case. */
    public int nextNumber() {
        return opened + 1;
    }

    /** After a case was opened or changed; one that is over is no longer kept. */
    public CaseFile with(AccuracyCase newest) {
        return new CaseFile(newest.number(), Optional.of(newest).filter(AccuracyCase::isOpen));
    }
}
