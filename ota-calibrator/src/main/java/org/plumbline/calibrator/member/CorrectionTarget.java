// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

import java.util.Objects;

/**
 * An absolute change of a coefficient block, bound to what must be found before it. Equal means equal octet for octet.
 *
 * @param meterModel model by which the blocks are read
 * @param baseEpoch calibration epoch of the evidence
 * @param baseBlock canonical octets that must be active before the write, hexadecimal
 * @param baseChecksum checksum the meter must report for them
 * @param targetBlock canonical octets to be written, hexadecimal
 * @param targetChecksum checksum of the target by the model's algorithm
 * @param correctionFactor gain of target over gain of base; 1 where another coefficient is changed
 * @param errorAfterPercent error at the meter's own load that the change is to leave, percent; null is taken for 0, as in
 *     states of before it was known
 */
public record CorrectionTarget(
        String meterModel,
        int baseEpoch,
        String baseBlock,
        long baseChecksum,
        String targetBlock,
        long targetChecksum,
        double correctionFactor,
        Double errorAfterPercent) {

    /** Takes null for 0. */
    public CorrectionTarget {
        errorAfterPercent = Objects.requireNonNullElse(errorAfterPercent, 0.0);
    }

    /** A change that is to leave no error. */
    public CorrectionTarget(
            String meterModel,
            int baseEpoch,
            String baseBlock,
            long baseChecksum,
            String targetBlock,
            long targetChecksum,
            double correctionFactor) {
        this(meterModel, baseEpoch, baseBlock, baseChecksum, targetBlock, targetChecksum, correctionFactor, 0.0);
    }
}
