// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.fleet;

/**
 * What is true of one simulated day.
 *
 * @param energyWattHours imported energy, Wh
 * @param errorWattHours what the tested meter adds to it at 23 degrees Celsius when new, without influences, Wh
 * @param boundaryWattHours true energy since 00:00 at the nominal capture instants, Wh; not to be changed
 * @param boundaryWatts true power at those instants, W; not to be changed
 * @param boundaryVarHours true net reactive energy since 00:00 at those instants, varh; not to be changed
 */
public record DayTruth(
        double energyWattHours,
        double errorWattHours,
        double[] boundaryWattHours,
        double[] boundaryWatts,
        double[] boundaryVarHours) {}
