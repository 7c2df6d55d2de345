// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

/**
 * An absolute change of a coefficient block, bound to what must be found before it.
 *
 * @param baseBlock canonical octets that must be active before the write, hexadecimal
 * @param targetBlock canonical octets to be written, hexadecimal
 * @param correctionFactor gain of target over gain of base; 1 where another coefficient than the gain is changed
 * @param errorAfterPercent error at the meter's own load that the change is to leave, percent
 */
public record Proposal(
        String meterModel,
        int baseEpoch,
        String baseBlock,
        long baseChecksum,
        String targetBlock,
        long targetChecksum,
        double correctionFactor,
        double errorAfterPercent) {

    /** Error in percent of a meter with this one once the target is active. */
    public double errorAfter(double errorPercent) {
        return correctionFactor == 1 ? errorAfterPercent : ((1 + errorPercent / 100) * correctionFactor - 1) * 100;
    }
}
