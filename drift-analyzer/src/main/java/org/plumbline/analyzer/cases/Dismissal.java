// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/**
 * That a person ended a case without a correction.
 *
 * @param code why, of a fixed vocabulary
 * @param text why, in the person's words
 * @param mark who, and when
 */
public record Dismissal(Code code, String text, Handling.Mark mark) {

    /** Why a case is dismissed. */
    public enum Code {
        /** The finding is wrong. */
        FALSE_ALARM,
        /** The reference is in error, not the meter. */
        REFERENCE_AT_FAULT,
        /** The error comes from the installation: wiring, transformers, tampering. */
        NOT_THE_METER,
        /** The meter was repaired, exchanged or corrected on site. */
        HANDLED_ON_SITE,
        /** The error is real and is tolerated. */
        ACCEPTED,
        /** As the text says. */
        OTHER
    }
}
