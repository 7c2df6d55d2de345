// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.casework;

import java.util.Locale;
import java.util.Optional;

/** Why a person dismisses a case. */
public enum DismissalCode {
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
    /** As the reason says. */
    OTHER;

    /** The code of a name in any case; empty when there is none. */
    public static Optional<DismissalCode> of(String name) {
        for (DismissalCode code : values()) {
            if (code.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
