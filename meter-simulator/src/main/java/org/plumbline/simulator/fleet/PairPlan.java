// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

/**
 * A sub-meter and the check meter that sees the same load.
 *
 * @param certificateStandardUncertaintyPercent what the check meter's certificate states
 * @param nominalPowerWatts nominal power of a double-metered point under surveillance; 0 for any other pair
 */
public record PairPlan(
        String profileId,
        String testedMeterId,
        String referenceMeterId,
        double certificateStandardUncertaintyPercent,
        double nominalPowerWatts) {}
