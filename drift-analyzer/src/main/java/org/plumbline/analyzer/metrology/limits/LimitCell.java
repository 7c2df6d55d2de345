// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.Objects;

/**
 * One cell of a table of limits.
 *
 * @param kind class limit or in-service limit
 * @param regime standard or jurisdiction, e.g. {@code MID}
 * @param accuracyClass class as marked on the meter
 * @param wiring connection the cell applies to
 * @param fromCurrent lower end of the current range over the reference current, inclusive
 * @param toCurrent upper end, exclusive; infinite = up to Imax, inclusive
 * @param powerFactor power factors the cell applies to
 * @param limitPercent limit, plus and minus, in percent, positive
 * @param confirmed true when read in the source; a cell that is not confirmed cannot authorise a write
 * @param source where the number comes from
 */
public record LimitCell(
        Kind kind,
        String regime,
        String accuracyClass,
        Wiring wiring,
        double fromCurrent,
        double toCurrent,
        PowerFactor powerFactor,
        double limitPercent,
        boolean confirmed,
        String source) {
    /** Checks the ranges. */
    public LimitCell {
        Objects.requireNonNull(source, "source");
        if (!(fromCurrent >= 0 && fromCurrent < toCurrent)) {
            throw new IllegalArgumentException("current range %s to %s is empty".formatted(fromCurrent, toCurrent));
        }
        if (!(limitPercent > 0 && limitPercent <= 100)) {
            throw new IllegalArgumentException("limit must be above 0 and at most 100 %: " + limitPercent);
        }
    }

    /** What a limit is for. */
    public enum Kind {
        /** Maximum permissible error of the class. */
        BASE,
        /** Applied to meters in the field. */
        IN_SERVICE
    }

    /** Connection of the current circuit. */
    public enum Wiring {
        /** Whole current. */
        DIRECT,
        /** Through current transformers. */
        CT,
        /** Either. */
        ANY
    }

    /** Power factor of the load. */
    public enum PowerFactor {
        /** 1. */
        UNITY,
        /** 0.5 inductive. */
        HALF_INDUCTIVE,
        /** 0.8 capacitive. */
        CAPACITIVE,
        /** Every factor from 0.5 inductive to 0.8 capacitive; only in cells. */
        WHOLE_RANGE
    }

    boolean applies(Kind toKind, String toRegime, String toClass, Wiring toWiring, double current, PowerFactor factor) {
        return kind == toKind
                && regime.equals(toRegime)
                && accuracyClass.equals(toClass)
                && (wiring == Wiring.ANY || wiring == toWiring)
                && current >= fromCurrent
                && current < toCurrent
                && (powerFactor == PowerFactor.WHOLE_RANGE || powerFactor == factor);
    }
}
