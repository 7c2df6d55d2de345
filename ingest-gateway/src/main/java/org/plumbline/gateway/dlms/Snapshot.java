// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes and registers of a meter, read together.
 *
 * @param objects one outcome for each attribute asked for, in their order
 * @param meterTime the meter's time as the first register was read; null when it gave none, or no register was asked for
 * @param clockStatus COSEM clock status octet of {@code meterTime}; 0xFF = not specified
 * @param registers one outcome for each register asked for, in their order
 */
public record Snapshot(
        List<AccessOutcome> objects, @Nullable Instant meterTime, int clockStatus, List<RegisterOutcome> registers) {

    /** Nothing was asked for. */
    public static final Snapshot NOTHING = new Snapshot(List.of(), null, 0xFF, List.of());

    public Snapshot {
        objects = List.copyOf(objects);
        registers = List.copyOf(registers);
    }

    /**
     * What to read.
     *
     * @param registers class 3 objects of which value and scaler are wanted
     * @param scalers known from an earlier reading of the same configuration; the others are read
     */
    public record Request(List<CosemAttribute> objects, List<ObisCode> registers, Map<ObisCode, ScalerUnit> scalers) {
        public Request {
            objects = List.copyOf(objects);
            registers = List.copyOf(registers);
            scalers = Map.copyOf(scalers);
        }

        public static Request of(List<ObisCode> registers) {
            return new Request(List.of(), registers, Map.of());
        }
    }
}
