// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.HexFormat;
import org.plumbline.schema.model.Coefficient;
import org.plumbline.schema.model.CoefficientChange;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/**
 * An absolute change of a coefficient block, bound to the block that must be found before it.
 *
 * @param meterModel model by which both blocks are read
 * @param baseEpoch calibration epoch of the evidence and of the base
 * @param baseBlockHex canonical octets that must be active before the write, lower-case hexadecimal
 * @param baseChecksum checksum the meter reports for them
 * @param targetBlockHex octets to be written
 * @param targetChecksum checksum of the target by the model's algorithm
 * @param correctionFactor gain of the target over gain of the base, after rounding to the coefficient's LSB; 1 where another
 *     coefficient is changed
 * @param errorAfterPercent error at the meter's own load expected after the write, percent
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
        double errorAfterPercent,
        int evidenceDays) {

    /** The coefficient that it changes. */
    public Coefficient coefficient() {
        CoefficientChange change = change();
        return change.phaseRadians() != 0
                ? Coefficient.PHASE
                : change.offsetWatts() != 0 ? Coefficient.OFFSET : Coefficient.GAIN;
    }

    /**
     * What it changes.
     *
     * @throws IllegalStateException when the model is not known: a proposal is only made by one that is
     */
    CoefficientChange change() {
        MeterModel model = MeterModels.named(meterModel)
                .orElseThrow(() -> new IllegalStateException("no meter model " + meterModel));
        return CoefficientChange.between(
                model, HexFormat.of().parseHex(baseBlockHex), HexFormat.of().parseHex(targetBlockHex));
    }
}
