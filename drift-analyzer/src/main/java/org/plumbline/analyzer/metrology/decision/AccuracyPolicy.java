// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Objects;
import org.plumbline.analyzer.metrology.limits.LimitCell;

/**
 * What decides about one meter, taken from its registration. A missing setting denies.
 *
 * @param authority what may be done about a finding
 * @param limit the limit MET-02 is judged against
 * @param maximumPermissibleError MPE of the meter's class
 * @param rules thresholds and caps
 */
public record AccuracyPolicy(Authority authority, Limit limit, Limit maximumPermissibleError, DecisionRules rules) {
    /** Checks for null. */
    public AccuracyPolicy {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(maximumPermissibleError, "maximumPermissibleError");
        Objects.requireNonNull(rules, "rules");
    }

    /** What may be done about a finding. */
    public enum Authority {
        /** Estimate, judge, nothing more. */
        OBSERVE,
        /** Recommend, but propose no coefficient. */
        ADVISE,
        /** Propose an adjustment: sub-meters without legal verification, pre-sale, laboratory. */
        ADJUST_UNVERIFIED,
        /** Propose an adjustment under the authority named by the policy document. */
        ADJUST_UNDER_AUTHORITY
    }

    /**
     * A limit of error and what it rests on.
     *
     * @param percent the limit, plus and minus, in percent; 0 where it is not set
     * @param authoritative true when it may authorise a write: set by a policy document or a confirmed table cell
     * @param source document or table cell, for the record
     */
    public record Limit(double percent, boolean authoritative, String source) {
        /** Checks the range. */
        public Limit {
            if (!(percent >= 0) || Double.isInfinite(percent)) {
                throw new IllegalArgumentException("limit must not be negative: " + percent);
            }
            Objects.requireNonNull(source, "source");
        }

        /** A limit set by a policy document; it authorises nothing while the document has no name. */
        public static Limit byPolicy(double percent, String document) {
            return new Limit(percent, percent > 0 && !document.isBlank(), document);
        }

        /** A limit from the table; a cell that is not confirmed authorises nothing. */
        public static Limit fromTable(LimitCell cell) {
            return new Limit(cell.limitPercent(), cell.confirmed(), cell.source());
        }

        /** No limit known. */
        public static Limit unset() {
            return new Limit(0, false, "");
        }

        boolean isSet() {
            return percent > 0;
        }
    }
}
