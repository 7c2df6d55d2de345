// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

/**
 * An absolute change of a coefficient block, bound to what must be found before it. Equal means equal octet for octet.
 *
 * @param meterModel model by which the blocks are read
 * @param baseEpoch calibration epoch of the evidence
 * @param baseBlock canonical octets that must be active before the write, hexadecimal
 * @param baseChecksum checksum the meter must report for them
 * @param targetBlock canonical octets to be written, hexadecimal
 * @param targetChecksum checksum of the target by the model's algorithm
 * @param correctionFactor gain of target over gain of base
 */
public record CorrectionTarget(
        String meterModel,
        int baseEpoch,
        String baseBlock,
        long baseChecksum,
        String targetBlock,
        long targetChecksum,
        double correctionFactor) {}
