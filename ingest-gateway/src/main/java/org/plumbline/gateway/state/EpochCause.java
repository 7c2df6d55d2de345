// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

/** Why a calibration epoch was opened. The codes are stored; never reuse one. */
public enum EpochCause {
    FIRST_SEEN(1),
    ORDERED(2),
    UNORDERED_CHANGE(3),
    FIRMWARE(4),
    METER_EXCHANGE(5),
    TRANSFORMER_RATIO(6);

    private final int code;

    EpochCause(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static EpochCause ofCode(int code) {
        for (EpochCause cause : values()) {
            if (cause.code == code) {
                return cause;
            }
        }
        throw new MeterStateException("unknown epoch cause " + code);
    }
}
