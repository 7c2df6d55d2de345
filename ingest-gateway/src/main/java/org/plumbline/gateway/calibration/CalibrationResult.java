// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;

/** How an attempt to execute an order ended. */
public sealed interface CalibrationResult {

    List<CalibrationStep> steps();

    /** The target is active, written by this order; every byte, the checksum and the change counter agree. */
    record Applied(BlockState asFound, BlockState asLeft, List<CalibrationStep> steps) implements CalibrationResult {
        public Applied {
            steps = List.copyOf(steps);
        }
    }

    /** The target was active before this order wrote anything; nothing was written. */
    record AlreadyApplied(BlockState asFound, List<CalibrationStep> steps) implements CalibrationResult {
        public AlreadyApplied {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Final: trying again will not help.
     *
     * @param changeBegun false when it is certain that no changing frame was sent
     */
    record Refused(
            Reason reason,
            String evidence,
            @Nullable BlockState asFound,
            boolean changeBegun,
            List<CalibrationStep> steps)
            implements CalibrationResult {
        public Refused {
            steps = List.copyOf(steps);
        }
    }

    /** Held back by lease, hold or expiry before the activation; nothing was activated. */
    record Held(MeterFault fault, @Nullable BlockState asFound, List<CalibrationStep> steps)
            implements CalibrationResult {
        public Held {
            steps = List.copyOf(steps);
        }
    }

    /**
     * The attempt broke off. The meter holds the old block or the target; run the same task again on a new session, with
     * the journalled intent.
     */
    record Interrupted(MeterFault fault, @Nullable BlockState asFound, boolean changeBegun, List<CalibrationStep> steps)
            implements CalibrationResult {
        public Interrupted {
            steps = List.copyOf(steps);
        }
    }

    /** Final: the meter accepted the change but does not show it as ordered. A person must look. */
    record Unverified(
            String evidence, BlockState asFound, @Nullable BlockState asLeft, List<CalibrationStep> steps)
            implements CalibrationResult {
        public Unverified {
            steps = List.copyOf(steps);
        }
    }

    /** Why an order is refused. */
    enum Reason {
        /** Something else than base or target is active. */
        BASE_CONFLICT,
        /** The certification log and the change counter contradict each other, or the log cannot be read. */
        LOG_DISAGREES,
        /** The active block does not match its own checksum. */
        CORRUPT_CHECKSUM,
        /** The target is not a valid block of this model, or changes more than one kind of coefficient. */
        INVALID_TARGET,
        /** The model is unknown. */
        UNKNOWN_MODEL,
        /** The meter refused an access that the procedure needs (data-access-result in the evidence). */
        METER_REFUSED
    }
}
