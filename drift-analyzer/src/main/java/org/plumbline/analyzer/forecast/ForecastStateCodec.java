// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.certificate.HeatHistory;
import org.plumbline.analyzer.state.OctetReader;
import org.plumbline.analyzer.state.OctetWriter;
import org.plumbline.analyzer.state.StateFormatException;

/** Private octets of a {@link ForecastState}; the first is the version. At most about 2 kB. */
public final class ForecastStateCodec {
    private static final int VERSION = 1;

    private ForecastStateCodec() {}

    /** The octets of a state. */
    public static byte[] encode(ForecastState state) {
        OctetWriter out = new OctetWriter(512)
                .octet(VERSION)
                .number(state.newestDay())
                .number(state.calibrationEpoch())
                .text(state.standingRefusal());
        SortedMap<Integer, Long> settled = state.settled().slots();
        out.number(settled.size());
        settled.forEach((celsius, count) -> out.number(celsius).number(count));
        out.number(state.openDays().size());
        state.openDays().forEach((day, open) -> {
            out.number(day).number(open.slots().size());
            open.slots().forEach((slot, tenths) -> out.octet(slot).number(tenths));
            out.flag(open.selfTest().isPresent());
            open.selfTest()
                    .ifPresent(value -> out.number(value.captureEpochSecond())
                            .number(value.raw())
                            .number(value.scaler()));
        });
        return out.toOctets();
    }

    /** @throws StateFormatException when these are no octets of a state */
    public static ForecastState decode(byte[] octets) {
        OctetReader in = new OctetReader(octets);
        int version = in.octet();
        if (version != VERSION) {
            throw new StateFormatException("forecast state of version " + version);
        }
        long newestDay = in.number();
        int epoch = in.integer();
        String refusal = in.text();
        SortedMap<Integer, Long> settled = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            settled.put(in.integer(), in.number());
        }
        SortedMap<Long, OpenDay> days = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            long day = in.number();
            SortedMap<Integer, Integer> slots = new TreeMap<>();
            for (int each = in.count(); each > 0; each--) {
                slots.put(in.octet(), in.integer());
            }
            Optional<SelfTestValue> selfTest = in.flag()
                    ? Optional.of(new SelfTestValue(in.number(), in.number(), in.integer()))
                    : Optional.empty();
            days.put(day, new OpenDay(slots, selfTest));
        }
        in.end();
        return new ForecastState(newestDay, epoch, new HeatHistory(settled), days, refusal);
    }
}
