// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * Standard uncertainties of a level by cause (k = 1), in percent of the energy. Independent causes.
 *
 * @param estimationPercent quantisation, clocks, noise and load mix of the readings: the filter's
 * @param referencePercent certificate of the reference and its drift since
 * @param structurePercent what the model leaves out: the window's error against the error under the long-run load
 */
public record UncertaintyBudget(double estimationPercent, double referencePercent, double structurePercent) {
    /** u_c, the root of the sum of squares (JCGM 100:2008, 5.1.2). */
    public double combinedPercent() {
        return Math.sqrt(estimationPercent * estimationPercent
                + referencePercent * referencePercent
                + structurePercent * structurePercent);
    }
}
