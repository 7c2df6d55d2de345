// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import org.plumbline.analyzer.metrology.paired.RegisterFormat;

/** A double-metered point, as profiles and registrations say at this moment. Immutable. */
public sealed interface MeteringPoint {

    /** No profile in use puts the meter under surveillance. */
    record None() implements MeteringPoint {}

    /**
     * A profile puts the point under surveillance, but a condition of the rule is not met.
     *
     * @param name name of the condition, upper case with underscores
     * @param sentence the refusal in words, with the remedy
     */
    record Refused(String profileId, String referenceMeterId, String name, String sentence) implements MeteringPoint {}

    /**
     * All that is needed to analyse.
     *
     * @param nominalPowerWatts Pn of the point, W
     * @param firstDay first whole day under surveillance, days since 1970-01-01
     */
    record Ready(
            String profileId,
            String referenceMeterId,
            RegisterFormat tested,
            RegisterFormat reference,
            double nominalPowerWatts,
            long firstDay)
            implements MeteringPoint {}
}
