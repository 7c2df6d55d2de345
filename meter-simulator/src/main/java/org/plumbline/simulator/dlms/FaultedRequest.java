// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.Optional;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.MeterFaults;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** One request together with the fault that strikes it, if any. Confined to the session's thread. */
final class FaultedRequest {
    private final SimulatedMeter meter;
    private final MeterFaults faults;
    private Optional<FaultAction> fault;

    /** The script closes the connection before the request is executed. */
    static final class DroppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DroppedException() {
            super("scripted", null, false, false);
        }
    }

    interface ChangingAccess {
        WriteOutcome execute();
    }

    FaultedRequest(SimulatedMeter meter, MeterFaults faults, Optional<FaultAction> fault) {
        this.meter = meter;
        this.faults = faults;
        this.fault = fault;
    }

    Optional<FaultAction> fault() {
        return fault;
    }

    boolean refused() {
        return fault.orElse(null) instanceof FaultAction.Refuse;
    }

    /** Executes a changing access under the fault of the request or, failing that, of its step. */
    WriteOutcome execute(WriteKind step, ChangingAccess access) {
        Optional<FaultAction> ofStep = faults.onWriteStep(step);
        if (fault.isEmpty()) {
            fault = ofStep;
        }
        if (refused()) {
            return new WriteOutcome.Refused(AccessResult.TEMPORARY_FAILURE, "scripted");
        }
        if (fault.orElse(null) instanceof FaultAction.DropBefore) {
            throw new DroppedException();
        }
        if (fault.orElse(null) instanceof FaultAction.Reboot reboot) {
            meter.failPowerInNextWrite(reboot.afterOctets());
        }
        return access.execute();
    }
}
