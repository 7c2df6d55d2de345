// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

/** A lasting condition of a meter that is told once, until it changes or is over. The codes are stored; never reuse one. */
public enum Condition {
    /** The meter cannot be read. */
    FAULT(1),
    /** The meter's clock is off or unreliable. */
    CLOCK(2),
    /** The load profile is not as registered. */
    LAYOUT(3),
    /** The load profile holds rows that cannot be used. */
    ROWS(4),
    /** The registration cannot be worked with. */
    REGISTRATION(5),
    /** Frames to the meter are lost. */
    FRAME_LOSS(6);

    private final int code;

    Condition(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Condition ofCode(int code) {
        for (Condition condition : values()) {
            if (condition.code == code) {
                return condition;
            }
        }
        throw new MeterStateException("unknown condition " + code);
    }
}
