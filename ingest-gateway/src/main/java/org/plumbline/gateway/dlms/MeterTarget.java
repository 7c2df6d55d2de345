// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import org.jspecify.annotations.Nullable;

/**
 * One meter as the gateway addresses it.
 *
 * @param meterId the fleet's name for the meter
 * @param expectedSerial what 0.0.96.1.0.255 must say; null when the registration does not know it
 * @param expectedSystemTitle the meter's title (8 octets) that the AARE must carry; null when the registration does not
 *     know it
 * @param security null for a meter that is read through the public client only (never written)
 */
public record MeterTarget(
        String meterId,
        MeterEndpoint endpoint,
        @Nullable String expectedSerial,
        @Nullable Octets expectedSystemTitle,
        @Nullable SecurityContext security) {}
