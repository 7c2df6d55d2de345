// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * A change of coefficients as it acts on the error.
 *
 * @param gainRatio factor on all that is counted
 * @param phaseRadians added to the angle
 * @param offsetWatts added to what is counted without load
 */
record Step(double gainRatio, double phaseRadians, double offsetWatts) {

    /** Error after it, percent, at a load of this tan(phi) and mean power in W. */
    double errorAfterPercent(double errorPercent, double tangent, double meanWatts) {
        return CorrectionFactor.errorAfter(errorPercent, gainRatio)
                + 100 * (phaseRadians * tangent + offsetWatts / meanWatts);
    }
}
