// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;
import org.plumbline.gateway.dlms.Octets;

/**
 * A time during which one coefficient block was in force.
 *
 * @param number counted per meter from 1
 * @param previousUntil meter time up to which the epoch before it certainly applied; what was captured between it and
 *     {@code activeFrom} belongs to nobody
 * @param activeFrom meter time from which it certainly applies; the Unix epoch = since before the first reading
 * @param changeCounter protected configuration change counter during the epoch, 0..2^32-1
 * @param meterModel model by which the block is read; empty where the meter has no block
 * @param block canonical octets of the active block; empty where the meter has none
 * @param checksum as the meter reported it, unsigned
 * @param orderId the order that caused it; empty unless the cause is ORDERED
 */
public record CalibrationEpoch(
        int number,
        Instant previousUntil,
        Instant activeFrom,
        long changeCounter,
        String meterModel,
        Octets block,
        long checksum,
        EpochCause cause,
        String orderId) {

    public CalibrationEpoch {
        if (number < 1) {
            throw new IllegalArgumentException("epoch number must be at least 1: " + number);
        }
    }

    /** An epoch whose begin is known to the second. */
    public CalibrationEpoch(
            int number,
            Instant activeFrom,
            long changeCounter,
            String meterModel,
            Octets block,
            long checksum,
            EpochCause cause,
            String orderId) {
        this(number, activeFrom, activeFrom, changeCounter, meterModel, block, checksum, cause, orderId);
    }

    CalibrationEpoch withPreviousUntil(Instant until) {
        return new CalibrationEpoch(
                number, until, activeFrom, changeCounter, meterModel, block, checksum, cause, orderId);
    }
}
