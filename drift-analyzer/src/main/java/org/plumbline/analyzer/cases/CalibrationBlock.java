// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

/**
 * The coefficient block that was active during one calibration epoch of a meter.
 *
 * @param epoch counted per meter from 1
 * @param meterModel model by which the block is read
 * @param blockHex canonical octets, lower-case hexadecimal
 * @param checksum what the meter reported for them
 * @param cause why the epoch was opened
 * @param orderId order that caused it; empty unless the cause is ORDERED
 */
public record CalibrationBlock(
        int epoch, String meterModel, String blockHex, long checksum, Cause cause, String orderId) {

    /** Cause of a calibration epoch. */
    public enum Cause {
        /** Not told. */
        UNKNOWN,
        /** The first block seen of this meter. */
        FIRST_SEEN,
        /** A calibration order. */
        ORDERED,
        /** Somebody changed the coefficients, but no order of ours. */
        UNORDERED_CHANGE,
        /** New firmware. */
        FIRMWARE,
        /** Another meter at the same place. */
        METER_EXCHANGE,
        /** Another ratio of its current or voltage transformers. */
        TRANSFORMER_RATIO
    }

    /** True when another meter is at the place from this epoch on. */
    boolean isExchange() {
        return cause == Cause.METER_EXCHANGE;
    }

    /** True when the coefficients before it are another instrument's or another hand's. */
    boolean isUnordered() {
        return switch (cause) {
            case FIRST_SEEN, ORDERED -> false;
            case UNKNOWN, UNORDERED_CHANGE, FIRMWARE, METER_EXCHANGE, TRANSFORMER_RATIO -> true;
        };
    }
}
