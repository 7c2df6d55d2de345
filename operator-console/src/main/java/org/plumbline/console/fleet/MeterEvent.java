// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.fleet;

import java.time.Instant;
import java.util.List;

/** Something that happened to a meter, e.g. COMM-09 or EPOCH-01. */
public record MeterEvent(
        String eventId,
        String meterId,
        String code,
        Instant fieldTime,
        Instant wallTime,
        String text,
        List<NamedText> evidence)
        implements FleetRecord {

    public MeterEvent {
        evidence = List.copyOf(evidence);
    }

    /** One named detail; the text carries its unit. */
    public record NamedText(String name, String text) {}
}
