// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.plumbline.simulator.meter.MeterState;
import org.plumbline.simulator.meter.MeterState.LoggedEvent;
import org.plumbline.simulator.meter.MeterState.ProtectedChange;
import org.plumbline.simulator.meter.SimulatedMeter;

/** Event logs and the certification data log (class 7, logical names of the public OBIS list). */
final class LogObjects {
    /** Manufacturer-specific objects that the certification data log captures beside clock and change counter. */
    private static final String WHAT_CHANGED = "0.128.96.14.94.255";

    private static final String VALUE_BEFORE = "0.128.96.14.95.255";
    private static final String VALUE_AFTER = "0.128.96.14.96.255";
    private static final String STANDARD_EVENT = "0.0.96.11.0.255";
    private static final String FRAUD_EVENT = "0.0.96.11.1.255";

    private LogObjects() {}

    static List<CosemObject> all() {
        return List.of(
                eventCode(STANDARD_EVENT, MeterState::standardLog),
                eventCode(FRAUD_EVENT, MeterState::fraudLog),
                eventLog("0.0.99.98.0.255", STANDARD_EVENT, MeterState::standardLog),
                eventLog("0.0.99.98.1.255", FRAUD_EVENT, MeterState::fraudLog),
                newestChange(
                        WHAT_CHANGED,
                        CosemData.UNSIGNED,
                        change -> change.what().ordinal() + 1L),
                newestChange(VALUE_BEFORE, CosemData.DOUBLE_LONG_UNSIGNED, ProtectedChange::before),
                newestChange(VALUE_AFTER, CosemData.DOUBLE_LONG_UNSIGNED, ProtectedChange::after),
                certificationLog());
    }

    private static CosemObject eventCode(String obis, Function<MeterState, List<LoggedEvent>> log) {
        return CosemObject.data(obis, meter -> {
            List<LoggedEvent> events = meter.state(log);
            return CosemData.unsigned(events.isEmpty() ? 0 : events.getLast().code());
        });
    }

    private static CosemObject newestChange(String obis, int tag, ToLongFunction<ProtectedChange> value) {
        return CosemObject.data(obis, meter -> {
            List<ProtectedChange> changes = meter.state(MeterState::certificationLog);
            return new CosemData.Number(tag, changes.isEmpty() ? 0 : value.applyAsLong(changes.getLast()));
        });
    }

    private static CosemObject eventLog(String obis, String eventObis, Function<MeterState, List<LoggedEvent>> log) {
        return log(
                obis,
                log,
                LoggedEvent::clockEpochSecond,
                List.of(
                        new BufferColumn<>(
                                8,
                                ClockObjects.CLOCK,
                                (meter, event, out) -> time(meter, event.clockEpochSecond(), out)),
                        new BufferColumn<>(
                                1,
                                eventObis,
                                (meter, event, out) ->
                                        out.u8(CosemData.UNSIGNED).u8(event.code()))));
    }

    private static CosemObject certificationLog() {
        return log(
                "1.0.99.99.0.255",
                MeterState::certificationLog,
                ProtectedChange::clockEpochSecond,
                List.of(
                        new BufferColumn<>(
                                8,
                                ClockObjects.CLOCK,
                                (meter, change, out) -> time(meter, change.clockEpochSecond(), out)),
                        new BufferColumn<>(
                                1,
                                StateObjects.CHANGE_COUNTER,
                                (meter, change, out) -> u32(change.changeCounter(), out)),
                        new BufferColumn<>(
                                1,
                                WHAT_CHANGED,
                                (meter, change, out) -> out.u8(CosemData.UNSIGNED)
                                        .u8(change.what().ordinal() + 1)),
                        new BufferColumn<>(1, VALUE_BEFORE, (meter, change, out) -> u32(change.before(), out)),
                        new BufferColumn<>(1, VALUE_AFTER, (meter, change, out) -> u32(change.after(), out))));
    }

    private static <R> CosemObject log(
            String obis,
            Function<MeterState, List<R>> rows,
            ToLongFunction<R> clockEpochSecond,
            List<BufferColumn<R>> columns) {
        BufferReader<R> buffer = new BufferReader<>(new LogRows<>(rows, clockEpochSecond), columns);
        return new CosemObject(7, 1, obis)
                .withEncoded(2, buffer)
                .with(3, meter -> CosemData.array(buffer.captureObjects()))
                .with(4, meter -> CosemData.doubleLongUnsigned(0))
                .with(5, meter -> CosemData.enumerated(1))
                .with(6, meter -> buffer.captureObjects().getFirst())
                .with(7, meter -> CosemData.doubleLongUnsigned(meter.state(rows).size()))
                .with(8, meter -> CosemData.doubleLongUnsigned(MeterState.LOG_CAPACITY));
    }

    private record LogRows<R>(Function<MeterState, List<R>> rows, ToLongFunction<R> clockEpochSecond)
            implements BufferReader.Rows<R> {
        @Override
        public List<R> byTime(SimulatedMeter meter, long from, long to) {
            return meter.state(rows).stream()
                    .filter(row -> clockEpochSecond.applyAsLong(row) >= from && clockEpochSecond.applyAsLong(row) <= to)
                    .toList();
        }

        @Override
        public List<R> byEntry(SimulatedMeter meter, long fromEntry, long toEntry) {
            return meter.state(rows).stream()
                    .skip(Math.max(1, fromEntry) - 1)
                    .limit(Math.max(0, toEntry - Math.max(1, fromEntry) + 1))
                    .toList();
        }
    }

    private static void time(SimulatedMeter meter, long clockEpochSecond, OctetWriter out) {
        out.u8(CosemData.OCTET_STRING).u8(CosemDateTime.LENGTH);
        CosemDateTime.encode(clockEpochSecond, meter.plan().features().clock(), false, out);
    }

    private static void u32(long value, OctetWriter out) {
        out.u8(CosemData.DOUBLE_LONG_UNSIGNED).u32(value);
    }
}
