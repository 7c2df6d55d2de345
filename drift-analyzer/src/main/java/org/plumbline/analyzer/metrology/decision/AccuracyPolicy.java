// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Objects;
import java.util.Optional;
import org.plumbline.analyzer.metrology.limits.LimitLookup;
import org.plumbline.analyzer.metrology.limits.LimitRow;

/**
 * What decides about one meter, taken from its registration. A missing setting denies.
 *
 * @param authority what may be done about a finding
 * @param limit the limit MET-02 is judged against
 * @param maximumPermissibleError MPE of the meter's class
 * @param rules thresholds and caps
 * @param average the weighted average that the limit is on; empty where it is on the error itself
 */
public record AccuracyPolicy(
        Authority authority,
        Limit limit,
        Limit maximumPermissibleError,
        DecisionRules rules,
        Optional<LimitRow.Average> average)
        implements PolicySource {
    /** Checks for null. */
    public AccuracyPolicy {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(maximumPermissibleError, "maximumPermissibleError");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(average, "average");
    }

    /** With a limit on the error itself. */
    public AccuracyPolicy(Authority authority, Limit limit, Limit maximumPermissibleError, DecisionRules rules) {
        this(authority, limit, maximumPermissibleError, rules, Optional.empty());
    }

    /** The same at every point. */
    @Override
    public AccuracyPolicy at(OperatingPoint point) {
        return this;
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
     * @param upperPercent limit of positive errors, in percent; 0 where it is not set
     * @param lowerPercent limit of negative errors without its sign, in percent; 0 where it is not set
     * @param authoritative true when it may authorise a write: set by a policy document or confirmed table rows
     * @param source document or table row, or why there is no limit, for the record
     */
    public record Limit(double upperPercent, double lowerPercent, boolean authoritative, String source) {
        /** Checks the range. */
        public Limit {
            if (!(upperPercent >= 0)
                    || Double.isInfinite(upperPercent)
                    || !(lowerPercent >= 0)
                    || Double.isInfinite(lowerPercent)) {
                throw new IllegalArgumentException(
                        "limit must not be negative: +%s/-%s".formatted(upperPercent, lowerPercent));
            }
            Objects.requireNonNull(source, "source");
        }

        /** A limit set by a policy document; it authorises nothing while the document has no name. */
        public static Limit byPolicy(double percent, String document) {
            return new Limit(percent, percent, percent > 0 && !document.isBlank(), document);
        }

        /** A limit from the table; one that is not confirmed authorises nothing. */
        public static Limit fromTable(LimitLookup lookup) {
            return switch (lookup) {
                case LimitLookup.Found found ->
                    new Limit(found.upperPercent(), found.lowerPercent(), found.confirmed(), found.source());
                case LimitLookup.NotCovered missing -> new Limit(0, 0, false, missing.sentence());
            };
        }

        /** No limit known. */
        public static Limit unset() {
            return new Limit(0, 0, false, "");
        }

        /** The narrower of both sides, in percent; 0 where it is not set. */
        public double percent() {
            return Math.min(upperPercent, lowerPercent);
        }

        /** The side that limits this error, in percent. */
        public double percentFor(double errorPercent) {
            return errorPercent < 0 ? lowerPercent : upperPercent;
        }

        /** The same limit, with more said of what it rests on. */
        public Limit saying(String more) {
            return new Limit(
                    upperPercent, lowerPercent, authoritative, source.isBlank() ? source : source + "; " + more);
        }

        boolean isSet() {
            return upperPercent > 0 && lowerPercent > 0;
        }
    }
}
