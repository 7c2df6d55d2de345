// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

/** What can go wrong once, at one moment of one part. */
enum Blow {
    /** The gateway that owns the meter is killed at a call of a port. */
    GATEWAY_KILLED,
    /** It stands still there, beyond its lease. */
    GATEWAY_STANDS_STILL,
    /** It stands still between the gate and the wire, beyond its lease. */
    GATEWAY_STANDS_STILL_AT_THE_WIRE,
    /** The meter is without power when a frame arrives. */
    METER_OUT_BEFORE,
    /** The meter has done what the frame asks, and is without power before it answers. */
    METER_OUT_AFTER,
    /** The meter loses its power at one octet of what it writes to its memory because of a frame. */
    METER_OUT_IN_WRITE,
    /** A frame never arrives. */
    REQUEST_LOST,
    /** An answer never arrives. */
    REPLY_LOST,
    /** The connection ends instead of an answer. */
    CONNECTION_RESET,
    /** The answer is noise, cut off, an earlier one, or has a flipped bit. */
    REPLY_GARBLED,
    /** A transaction of the gateway is aborted. */
    TRANSACTION_ABORTED,
    /** A transaction of the gateway is committed while it is told that it failed. */
    COMMIT_UNKNOWN,
    /** The broker answers nobody for twice the session timeout. */
    BROKER_SILENT,
    /** The calibrator is killed with a transaction open. */
    CALIBRATOR_KILLED_BEFORE_COMMIT,
    /** The calibrator is killed once a transaction is committed. */
    CALIBRATOR_KILLED_AFTER_COMMIT,
    /** The calibrator stands still with a transaction open, beyond its session; afterwards it goes on with it. */
    CALIBRATOR_STANDS_STILL;

    boolean ofCalibrator() {
        return compareTo(CALIBRATOR_KILLED_BEFORE_COMMIT) >= 0;
    }
}
