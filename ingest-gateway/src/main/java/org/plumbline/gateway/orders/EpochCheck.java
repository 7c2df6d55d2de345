// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.model.MeterModel;

/** Whether an order that has not begun to write still fits the calibration epochs of its meter. Pure. */
final class EpochCheck {

    private EpochCheck() {}

    /** How the order ends because of the epochs; null when they are as it expects. */
    static @Nullable Ending objection(MeterState state, ReceivedOrder.Target target, @Nullable MeterModel model) {
        CalibrationEpoch epoch = state.currentEpoch();
        boolean restore = model != null && target.isRestore(model);
        if (epoch == null) {
            return restore ? Ending.notAsBroken() : null;
        }
        if (model != null && restore) {
            return isRestorable(epoch, target, model) && isBlockBefore(state, target, model)
                    ? null
                    : Ending.notAsBroken();
        }
        boolean targetActive = epoch.block().equals(target.targetBlock());
        return epoch.number() == target.baseEpoch() || targetActive || !isSound(epoch, model)
                ? null
                : Ending.epochConflict(epoch, target.baseEpoch());
    }

    /** The broken block is that of the newest epoch, or the target is in force already. */
    private static boolean isRestorable(CalibrationEpoch epoch, ReceivedOrder.Target target, MeterModel model) {
        return isSound(epoch, model)
                || (epoch.number() == target.baseEpoch()
                        && epoch.block().equals(target.baseBlock())
                        && epoch.checksum() == target.baseChecksum());
    }

    /** A block that its own checksum contradicts is no other calibration but a fault, which the procedure archives. */
    private static boolean isSound(CalibrationEpoch epoch, @Nullable MeterModel model) {
        return model == null
                || !model.name().equals(epoch.meterModel())
                || !model.isBroken(epoch.block().toArray(), epoch.checksum());
    }

    /** Nothing is restored but what was in force when the memory failed, in this meter and by this gateway's own reading. */
    private static boolean isBlockBefore(MeterState state, ReceivedOrder.Target target, MeterModel model) {
        for (CalibrationEpoch epoch : state.epochs().reversed()) {
            if (isSound(epoch, model)) {
                return epoch.meterModel().equals(model.name())
                        && epoch.block().equals(target.targetBlock())
                        && epoch.checksum() == target.targetChecksum();
            }
            if (epoch.cause() == EpochCause.METER_EXCHANGE) {
                return false;
            }
        }
        return false;
    }
}
