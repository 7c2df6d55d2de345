// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

/** Result of an order. The codes are stored; never reuse one. */
public enum OrderResult {
    APPLIED(1),
    ALREADY_APPLIED(2),
    CONFLICT(3),
    REFUSED(4),
    HELD(5),
    CORRUPT(6),
    UNREACHABLE(7),
    FAILED(8);

    private final int code;

    OrderResult(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static OrderResult ofCode(int code) {
        for (OrderResult result : values()) {
            if (result.code == code) {
                return result;
            }
        }
        throw new MeterStateException("unknown order result " + code);
    }
}
