// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.port.CosemAccess;
import org.plumbline.gateway.state.Watched;

/** ERR-02 as the meter itself reports it: "NV memory error" in its error register. */
final class MemoryError {

    /** Bit of the error register; as in the alarm register of DSMR meters, to verify against a real meter. */
    private static final long NV_MEMORY_ERROR = 1 << 10;

    private MemoryError() {}

    /** Why the memory cannot be taken for sound after a restore; empty when the bit is gone. */
    static String stillReported(CosemAccess access) {
        return switch (access.get(Watched.ERROR_REGISTER.attribute())) {
            case AccessOutcome.Done(CosemValue.IntegerValue(var type, long bits)) ->
                (bits & NV_MEMORY_ERROR) == 0
                        ? ""
                        : "the meter still reports an NV memory error, error register " + bits;
            case AccessOutcome other -> "the error register cannot be read: " + other;
        };
    }
}
