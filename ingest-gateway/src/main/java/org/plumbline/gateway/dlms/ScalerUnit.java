// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/**
 * COSEM scal_unit_type: true value = raw * 10^scaler in the unit.
 *
 * @param scaler decimal exponent, -128..127
 * @param unit unit code of IEC 62056-6-2 table 4 (30 = Wh, 27 = W, 9 = degree Celsius), 0..255
 */
public record ScalerUnit(int scaler, int unit) {
    public ScalerUnit {
        if (scaler < -128 || scaler > 127) {
            throw new IllegalArgumentException("scaler outside -128..127: " + scaler);
        }
        if (unit < 0 || unit > 255) {
            throw new IllegalArgumentException("unit outside 0..255: " + unit);
        }
    }
}
