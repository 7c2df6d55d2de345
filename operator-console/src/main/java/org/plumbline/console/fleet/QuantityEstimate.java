// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

/**
 * The newest estimate of an energy besides active import: never the meter's active error.
 *
 * @param quantity OBIS code of the energy register
 */
public record QuantityEstimate(String quantity, Estimate estimate) implements FleetRecord {

    /** As its topic is keyed. */
    String key() {
        return estimate.meterId() + "|" + quantity;
    }
}
