// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.fleet;

/**
 * A planted error: what is wrong with a sub-meter, and what a head-end should make of it.
 *
 * @param meanErrorPercent mean error under the meter's own load over the first 60 days, in percent
 */
public record Plant(String meterId, Kind kind, double meanErrorPercent, WriteFault writeFault) {

    /** What was planted. */
    public enum Kind {
        /** Beyond the limit, inside the caps: to be adjusted. */
        INSIDE_CAPS("ADJUST"),
        /** A clear error inside the limit: not to be flagged. */
        INSIDE_LIMIT("NONE"),
        /** Beyond the caps: to be replaced. */
        BEYOND_CAPS("REPLACE"),
        /** Registers of 1 kWh: analysis to be refused. */
        COARSE_REGISTER("REFUSED");

        private final String expectedAction;

        Kind(String expectedAction) {
            this.expectedAction = expectedAction;
        }

        public String expectedAction() {
            return expectedAction;
        }
    }

    /** What goes wrong while this meter is being written. */
    public enum WriteFault {
        NONE,
        CONNECTION_LOST,
        REBOOT
    }
}
