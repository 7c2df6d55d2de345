// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

/**
 * What is registered of a meter.
 *
 * @param state ACTIVE, SUSPENDED or DECOMMISSIONED
 * @param meterModel empty where the meter cannot be calibrated over the air
 * @param limitPercent limit for MET-02; 0 = not set
 * @param maximumPermissibleErrorPercent class MPE; 0 = not set
 */
public record Registration(
        String meterId,
        String state,
        String meterModel,
        String accuracyClass,
        String serialNumber,
        String wiring,
        int phases,
        double referenceCurrentAmperes,
        double maximumCurrentAmperes,
        int capturePeriodSeconds,
        String district,
        String jurisdiction,
        String verificationState,
        String correctionPolicy,
        String policyDocument,
        String limitKind,
        double limitPercent,
        double maximumPermissibleErrorPercent)
        implements FleetRecord {

    /** True when the gateway is to poll it. */
    public boolean isActive() {
        return state.equals("ACTIVE");
    }
}
