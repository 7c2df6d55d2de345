// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/** What a meter says about one register of several that were asked for. */
public sealed interface RegisterOutcome {

    ObisCode obis();

    record Read(RegisterValue value) implements RegisterOutcome {
        @Override
        public ObisCode obis() {
            return value.obis();
        }
    }

    /**
     * The meter does not give the value or its scaler.
     *
     * @param code data-access-result, 1..255: 3 = read-write-denied, 4 = object-undefined
     */
    record Refused(ObisCode obis, int code) implements RegisterOutcome {}

    /** The value is no integer, or the scaler is malformed. */
    record Unusable(ObisCode obis, String detail) implements RegisterOutcome {}
}
