// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.schema.EventCodes;

/** When something was observed, by both clocks; makes events and facts of that time. */
public record Stamp(Instant fieldTime, Instant wallTime) {

    /** @param text one sentence for a person: what was seen and what to do */
    public Publication.Event event(String code, String text, Map<String, String> evidence) {
        return new Publication.Event(code, fieldTime, wallTime, text, new TreeMap<>(evidence), null);
    }

    public Publication.Event epochOpened(CalibrationEpoch epoch, Map<String, String> evidence) {
        String text = switch (epoch.cause()) {
            case FIRST_SEEN -> "First calibration state read from the meter.";
            case ORDERED -> "Coefficients changed by order.";
            case UNORDERED_CHANGE -> "Coefficients or configuration changed without an order; find out who did it.";
            case FIRMWARE -> "Firmware changed; what was measured before and after is judged apart.";
            case METER_EXCHANGE -> "Meter exchanged; what the new meter measures is judged apart.";
            case TRANSFORMER_RATIO -> "Transformer ratio changed; what was measured before and after is judged apart.";
        };
        return new Publication.Event(EventCodes.EPOCH, fieldTime, wallTime, text, new TreeMap<>(evidence), epoch);
    }

    public Publication.Fact fact(String kind, Map<String, String> details) {
        return new Publication.Fact(kind, fieldTime, wallTime, new TreeMap<>(details));
    }
}
