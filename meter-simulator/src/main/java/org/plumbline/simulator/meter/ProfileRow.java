// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

/**
 * One row of the load profile.
 *
 * @param captureEpochSecond time in the row (meter clock)
 * @param status AMR profile status bits
 * @param registerRaw +A, in units of 10^scaler Wh
 * @param temperatureDecicelsius 0.1 degrees Celsius
 * @param changeCounter protected configuration change counter
 * @param extraRaw contents of the extra columns; not copied
 */
public record ProfileRow(
        long captureEpochSecond,
        int status,
        long registerRaw,
        int temperatureDecicelsius,
        long changeCounter,
        long[] extraRaw) {}
