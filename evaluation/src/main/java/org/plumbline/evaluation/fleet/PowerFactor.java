// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

/**
 * How the power factor of a load goes: tan(phi) = atHighLoad + excess / (1 + load / 5 %) + what the day and the hour bring.
 *
 * @param atHighLoad tan(phi) at high load
 * @param excess at no load
 * @param wander standard deviation of tan(phi) from hour to hour, whatever the load
 * @param registers whether the reference's load profile carries both reactive energies
 * @param scaler of its reactive registers
 */
public record PowerFactor(double atHighLoad, double excess, double wander, boolean registers, int scaler) {
    /** Electronics and motors at low load, heating at high load; nobody reads reactive energy. */
    public static final PowerFactor USUAL = new PowerFactor(0.1, 0.4, 0, false, 0);

    /** Power factors from about 0.5 to 0.95 that change within the day; registers of 1 varh. */
    public static PowerFactor motors() {
        return new PowerFactor(0.33, 0.7, 0.25, true, 0);
    }

    /** Without what the day and the hour bring. */
    double tangent(double loadFraction) {
        return atHighLoad + excess / (1 + loadFraction / 0.05);
    }
}
