// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

/**
 * The true load behind a connection point. Every day can be asked for in any order and always gives the same energies;
 * two meters on one load see the same truth. Implementations are immutable and safe for concurrent use.
 */
public sealed interface Load permits HouseholdLoad, CommercialLoad, ConstantLoad {

    /** True active energy of one UTC day, counted in days since 1970-01-01. */
    LoadDay day(long epochDay);

    /** tan(phi) of the load at the given active power; positive is inductive. */
    double tanPhi(double watts);
}
