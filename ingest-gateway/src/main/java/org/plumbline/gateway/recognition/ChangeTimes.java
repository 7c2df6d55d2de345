// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.Watched;
import org.plumbline.gateway.state.WatchedValues;

/**
 * When the meter says it was changed, by its own clock. Each is null where the meter does not say.
 *
 * @param logged newest row of the certification data log
 * @param protectedChange last change of the protected configuration
 * @param configuration last change of the configuration
 * @param firmware last activation of firmware
 */
public record ChangeTimes(
        @Nullable Instant logged,
        @Nullable Instant protectedChange,
        @Nullable Instant configuration,
        @Nullable Instant firmware) {

    public static final ChangeTimes UNKNOWN = new ChangeTimes(null, null, null, null);

    private static final CosemAttribute LOG_BUFFER = new CosemAttribute(7, ObisCode.parse("1.0.99.99.0.255"), 2);
    private static final List<CosemAttribute> DATES = Stream.of("0.0.96.2.11.255", "0.0.96.2.1.255", "0.0.96.2.13.255")
            .map(obis -> new CosemAttribute(1, ObisCode.parse(obis), 2))
            .toList();

    /** Asked only when something has changed. */
    static ChangeTimes read(MeterSession session, WatchedValues values) {
        List<AccessOutcome> dates = ObjectList.read(session, DATES);
        Long rows = values.get(Watched.CERTIFICATION_LOG_ENTRIES);
        Instant logged = rows == null || rows < 1 || rows > LogRows.MOST
                ? null
                : newest(LogRows.of(session.access().get(LOG_BUFFER)));
        return new ChangeTimes(logged, instantOf(dates.get(0)), instantOf(dates.get(1)), instantOf(dates.get(2)));
    }

    private static @Nullable Instant newest(List<LogRows.Row> rows) {
        return rows.stream().map(LogRows.Row::at).max(Instant::compareTo).orElse(null);
    }

    private static @Nullable Instant instantOf(AccessOutcome outcome) {
        return outcome instanceof AccessOutcome.Done(CosemValue value) ? LogRows.instantOf(value) : null;
    }
}
