// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/**
 * An absolute change of a coefficient block, bound to the block that must be found before it.
 *
 * @param meterModel model by which both blocks are read
 * @param baseEpoch calibration epoch of the evidence and of the base
 * @param baseBlockHex canonical octets that must be active before the write, lower-case hexadecimal
 * @param baseChecksum checksum the meter reports for them
 * @param targetBlockHex octets to be written
 * @param targetChecksum checksum of the target by the model's algorithm
 * @param correctionFactor gain of the target over gain of the base, after rounding to the coefficient's LSB
 * @param evidenceDays closed days it was worked out from
 */
public record CoefficientProposal(
        String meterModel,
        int baseEpoch,
        String baseBlockHex,
        long baseChecksum,
        String targetBlockHex,
        long targetChecksum,
        double correctionFactor,
        int evidenceDays) {}
