// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

/**
 * A reference profile: what a meter is compared with.
 *
 * @param kind PAIRED, DISTRICT, CERTIFICATE or SELF_TEST
 * @param referenceMeterId empty unless PAIRED
 * @param certificateStandardUncertaintyPercent k = 1; 0 = not stated
 */
public record ReferencePairing(
        String profileId,
        String kind,
        boolean active,
        String testedMeterId,
        String referenceMeterId,
        double certificateErrorPercent,
        double certificateStandardUncertaintyPercent,
        String certificateReference)
        implements FleetRecord {}
