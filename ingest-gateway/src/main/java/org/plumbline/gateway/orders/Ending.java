// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.CalibrationResult;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.OrderResult;

/**
 * How an order ended, before it is stamped and stored.
 *
 * @param epoch in force after the write; null when nothing was written by this order
 */
record Ending(
        OrderResult result,
        String reasonCode,
        String reasonText,
        @Nullable BlockState asFound,
        @Nullable BlockState asLeft,
        @Nullable CalibrationEpoch epoch) {

    static Ending applied(BlockState asFound, BlockState asLeft, CalibrationEpoch epoch) {
        return new Ending(OrderResult.APPLIED, "", "", asFound, asLeft, epoch);
    }

    static Ending alreadyApplied(BlockState asFound) {
        return new Ending(
                OrderResult.ALREADY_APPLIED,
                "TARGET_ACTIVE",
                "The target was active before; nothing was written.",
                asFound,
                null,
                null);
    }

    static Ending held(String reason, @Nullable BlockState asFound) {
        return new Ending(
                OrderResult.HELD,
                "HOLD",
                "Held back, " + reason + "; lift the hold and issue a new order.",
                asFound,
                null,
                null);
    }

    static Ending expired(@Nullable BlockState asFound) {
        return new Ending(
                OrderResult.REFUSED,
                "EXPIRED",
                "The order expired before its activation; issue a new one.",
                asFound,
                null,
                null);
    }

    static Ending epochConflict(CalibrationEpoch current, int baseEpoch) {
        return new Ending(
                OrderResult.CONFLICT,
                "EPOCH_CONFLICT",
                "The meter is in calibration epoch " + current.number() + ", the order rests on epoch " + baseEpoch
                        + "; gather new evidence.",
                new BlockState(current.block(), current.checksum(), true, current.changeCounter()),
                null,
                null);
    }

    static Ending notAsBroken() {
        return new Ending(
                OrderResult.CONFLICT,
                "NOT_AS_BROKEN",
                "The meter's newest epoch is not that of the broken block, or the order would restore another block than"
                        + " the one in force when the memory failed; nothing was changed, have the meter examined.",
                null,
                null,
                null);
    }

    static Ending unverified(String evidence, BlockState asFound, @Nullable BlockState asLeft) {
        return new Ending(
                OrderResult.FAILED,
                "READ_BACK_MISMATCH",
                evidence + "; the meter accepted the change but does not show it, have it examined.",
                asFound,
                asLeft,
                null);
    }

    static Ending refused(CalibrationResult.Refused refused) {
        OrderResult result = switch (refused.reason()) {
            case BASE_CONFLICT, LOG_DISAGREES -> OrderResult.CONFLICT;
            case CORRUPT_CHECKSUM -> OrderResult.CORRUPT;
            case INVALID_TARGET, UNKNOWN_MODEL -> OrderResult.REFUSED;
            case METER_REFUSED -> OrderResult.FAILED;
        };
        return new Ending(
                result,
                refused.reason().name(),
                refused.evidence()
                        + (refused.changeBegun()
                                ? "; writing had begun, read the meter to see what it holds."
                                : "; nothing was changed."),
                refused.asFound(),
                null,
                null);
    }
}
