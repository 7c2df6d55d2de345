// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;

/**
 * How the certificate of a reference stands in its network of comparisons, as last told.
 *
 * @param asOf end of the day of the comparisons, field time
 * @param state UNCHECKED, FITS, OTHER_IN_DOUBT or IN_DOUBT
 * @param certificateErrorPercent what the tested certificate states
 * @param statements certificates and comparisons that others speak about, certificates first
 * @param loop meters of the loop of comparisons in its order; empty when there is none
 * @param misclosurePercent 0 without a loop, as is its uncertainty (k = 1, at most)
 * @param suspectMeterId meter whose certificate alone does not fit; empty when there is none, or it cannot be told
 * @param heldBackMeterIds tested meters held back by name; with IN_DOUBT all that rest on the reference are
 * @param text the finding in words, with what to do
 */
public record ReferenceStanding(
        String meterId,
        Instant asOf,
        String state,
        double certificateErrorPercent,
        Instant certificateTime,
        List<Statement> statements,
        List<String> loop,
        double misclosurePercent,
        double misclosureStandardUncertaintyPercent,
        String suspectMeterId,
        List<String> heldBackMeterIds,
        String text)
        implements FleetRecord {

    /**
     * A certificate or a comparison, held against all others.
     *
     * @param meterId certified or tested meter
     * @param referenceMeterId empty for a certificate
     * @param differencePercent what is stated less what all others say of it
     * @param standardUncertaintyPercent of the difference, k = 1
     * @param normalisedDifference difference over its standard uncertainty; 0 where that is 0
     * @param inDoubt true when it is wrong, or cannot be told from one that is
     */
    public record Statement(
            String meterId,
            String referenceMeterId,
            double differencePercent,
            double standardUncertaintyPercent,
            double normalisedDifference,
            boolean inDoubt) {

        /** With what follows from the figures. */
        public static Statement of(
                String meterId,
                String referenceMeterId,
                double differencePercent,
                double standardUncertaintyPercent,
                boolean inDoubt) {
            double normalised = standardUncertaintyPercent > 0 ? differencePercent / standardUncertaintyPercent : 0;
            return new Statement(
                    meterId, referenceMeterId, differencePercent, standardUncertaintyPercent, normalised, inDoubt);
        }
    }

    public ReferenceStanding {
        statements = List.copyOf(statements);
        loop = List.copyOf(loop);
        heldBackMeterIds = List.copyOf(heldBackMeterIds);
    }

    /** True when something of its network is in doubt. */
    public boolean isInDoubt() {
        return state.equals("IN_DOUBT") || state.equals("OTHER_IN_DOUBT") || !heldBackMeterIds.isEmpty();
    }

    /** True when what rests on a comparison of this meter with this reference is held back. */
    public boolean holdsBack(String testedMeterId) {
        return state.equals("IN_DOUBT") || heldBackMeterIds.contains(testedMeterId);
    }
}
