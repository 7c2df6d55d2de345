// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import org.plumbline.gateway.dlms.Octets;

/**
 * What a meter holds active.
 *
 * @param block canonical block of the meter model
 * @param checksum as the meter reports it, unsigned
 * @param checksumValid whether {@code checksum} is the one worked out over {@code block}
 * @param changeCounter protected configuration change counter, 0..2^32-1
 */
public record BlockState(Octets block, long checksum, boolean checksumValid, long changeCounter) {}
