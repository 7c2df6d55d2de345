// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.schema.model.MeterModel;

/** Can a registered meter be worked with? */
public sealed interface Admission {

    /**
     * Yes.
     *
     * @param model null where the meter cannot be calibrated over the air
     * @param registers to be read from the profile; empty = all with a scaler
     * @param keyFingerprint empty for a public association
     * @param segment name of the network segment, never blank
     */
    record Admitted(
            MeterTarget target,
            @Nullable MeterModel model,
            Duration capturePeriod,
            Duration pollPeriod,
            Set<ObisCode> registers,
            Octets keyFingerprint,
            String segment)
            implements Admission {
        public Admitted {
            registers = Set.copyOf(registers);
        }
    }

    /** Not to be spoken to: suspended, decommissioned, removed or never registered. */
    record Inactive() implements Admission {}

    /**
     * The registration cannot be worked with.
     *
     * @param reason one sentence with the remedy
     */
    record Rejected(String reason) implements Admission {}
}
