// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * Standard uncertainties of a level by cause (k = 1), in percent of the energy. Independent causes.
 *
 * @param estimationPercent quantisation, clocks, noise and load mix of the readings: the filter's
 * @param certificatePercent what the certificate of the reference states
 * @param referenceDriftPercent what the reference has gained since its certificate
 * @param structurePercent what the model leaves out: the window's error against the error under the long-run load
 */
public record UncertaintyBudget(
        double estimationPercent, double certificatePercent, double referenceDriftPercent, double structurePercent) {

    /** With the part of the reference not split: all of it by its certificate. */
    public UncertaintyBudget(double estimationPercent, double referencePercent, double structurePercent) {
        this(estimationPercent, referencePercent, 0, structurePercent);
    }

    /** Certificate of the reference and its drift since, in quadrature. */
    public double referencePercent() {
        return Math.sqrt(certificatePercent * certificatePercent + referenceDriftPercent * referenceDriftPercent);
    }

    /** u_c, the root of the sum of squares (JCGM 100:2008, 5.1.2). */
    public double combinedPercent() {
        return Math.sqrt(estimationPercent * estimationPercent
                + certificatePercent * certificatePercent
                + referenceDriftPercent * referenceDriftPercent
                + structurePercent * structurePercent);
    }
}
