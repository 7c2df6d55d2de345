// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;

/**
 * The gain coefficient of a meter as far as a decision needs it.
 *
 * @param gainOverCertified gain in force over the gain of the certified (nominal) block, positive; 1 for a meter never
 *     adjusted
 * @param leastStepPercent change of gain by one least significant bit, in percent of the gain, positive
 * @param phase its angle, in radians; empty where the model has none
 * @param offset its offset power, in W; empty where the model has none
 */
public record AdjustableGain(
        double gainOverCertified,
        double leastStepPercent,
        Optional<AdjustableTerm> phase,
        Optional<AdjustableTerm> offset) {
    /** Of a meter with a gain only. */
    public AdjustableGain(double gainOverCertified, double leastStepPercent) {
        this(gainOverCertified, leastStepPercent, Optional.empty(), Optional.empty());
    }

    /** Checks the ranges. */
    public AdjustableGain {
        if (!(gainOverCertified > 0)
                || Double.isInfinite(gainOverCertified)
                || !(leastStepPercent > 0)
                || Double.isInfinite(leastStepPercent)) {
            throw new IllegalArgumentException(
                    "gain over certified %s, least step %s %%".formatted(gainOverCertified, leastStepPercent));
        }
    }
}
