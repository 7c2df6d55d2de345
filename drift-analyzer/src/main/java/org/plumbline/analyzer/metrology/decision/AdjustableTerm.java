// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * A coefficient in force that is added, not multiplied: an angle in radians or an offset power in W.
 *
 * @param sinceCertified what is in force less what counts as never adjusted
 * @param leastStep one least significant bit, positive
 */
public record AdjustableTerm(double sinceCertified, double leastStep) {
    /** Checks the ranges. */
    public AdjustableTerm {
        if (!Double.isFinite(sinceCertified) || !(leastStep > 0) || Double.isInfinite(leastStep)) {
            throw new IllegalArgumentException(
                    "since certified %s, least step %s".formatted(sinceCertified, leastStep));
        }
    }
}
