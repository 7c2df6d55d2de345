// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.CorrectionRecords;
import org.plumbline.analyzer.adapter.avro.ReadingLevels;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.analyzer.correction.CorrectedDayState;
import org.plumbline.analyzer.correction.DayEstimate;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.schema.avro.CorrectedDay;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.RegisterReading;

/**
 * Keeps the levels of the newest {@value #DAYS_KEPT} days of each meter that has a series, and tells a day anew whenever its
 * levels or its estimate change what is said of it. A day is corrected by the estimate of the first window that covers it,
 * ends with it or later, and gives a figure; of each window the last estimate holds. So the last revision of a day depends on
 * the levels and on the estimates as published, not on how the two were interleaved.
 */
final class CorrectReadings implements FixedKeyProcessor<String, CorrectionInput, CorrectedDay> {
    /** As long as an open day of a pair may wait for the other meter. */
    static final int DAYS_KEPT = 45;

    private static final int METERS_ON_HEAP = 50_000;

    private final Registrations registrations;
    private final Set<CorrectionPolicy> policies;
    private final InstantSource fieldTime;
    private final Map<String, Boolean> hasSeries = new NewestOnHeap<>(METERS_ON_HEAP);
    private long knownRegistrations = -1;
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            FixedKeyProcessorContext<String, CorrectedDay> context,
            KeyValueStore<DayKey, byte[]> days,
            ReadOnlyKeyValueStore<String, byte[]> registered) {}

    CorrectReadings(Registrations registrations, Set<CorrectionPolicy> policies, InstantSource fieldTime) {
        this.registrations = registrations;
        this.policies = Set.copyOf(policies);
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, CorrectedDay> context) {
        hasSeries.clear();
        bound = new Bound(
                context,
                context.getStateStore(CorrectionBranch.STORE),
                context.getStateStore(DriftTopology.REGISTRATION_STORE));
    }

    @Override
    public void process(FixedKeyRecord<String, CorrectionInput> in) {
        if (in.key() == null || !hasSeries(in.key())) {
            return;
        }
        switch (in.value()) {
            case CorrectionInput.Read(FanOutInput.ReadingSeen(var reading)) ->
                level(in.key(), reading).ifPresent(level -> onLevel(in, level));
            case CorrectionInput.Read ignored -> {}
            case CorrectionInput.Estimated(var estimate) -> onEstimate(in, estimate);
        }
    }

    private boolean hasSeries(String meterId) {
        if (knownRegistrations != registrations.changes()) {
            knownRegistrations = registrations.changes();
            hasSeries.clear();
        }
        return hasSeries.computeIfAbsent(meterId, id -> {
            MeterRegistration meter = registrations.read(bound().registered().get(id));
            return meter != null && policies.contains(meter.getCorrectionPolicy());
        });
    }

    /** What cannot be true is refused, and told, by the fan-out. */
    private Optional<Level> level(String meterId, @Nullable RegisterReading reading) {
        try {
            return ReadingLevels.level(meterId, reading, fieldTime.instant())
                    .map(level -> new Level(level.register(), OptionalInt.empty()));
        } catch (RefusedRecordException e) {
            return Optional.empty();
        }
    }

    private void onLevel(FixedKeyRecord<String, CorrectionInput> in, Level level) {
        add(in, level.epochDay(), level);
        if (level.isMidnight()) {
            add(in, level.epochDay() - 1, level);
        }
    }

    private void add(FixedKeyRecord<String, CorrectionInput> in, long day, Level level) {
        DayKey key = new DayKey(in.key(), day, Side.TESTED);
        byte[] stored = bound().days().get(key);
        if (stored == null && !makesRoom(in.key(), day)) {
            return;
        }
        CorrectedDayState before = stored == null ? CorrectedDayState.initial() : CorrectedDayState.decode(stored);
        byte[] levels = before.levels().length == 0 ? null : before.levels();
        if (DayLevels.add(levels, level) instanceof DayLevels.Addition.Added added) {
            Optional<DayEstimate> own = before.estimate();
            keep(in, key, before.withLevels(added.octets()), own.isPresent() ? own : firstAfter(key));
        }
    }

    /** Drops the days that are too old beside a new one; false when the new one is itself too old. */
    private boolean makesRoom(String meterId, long day) {
        List<DayKey> old = new ArrayList<>();
        try (KeyValueIterator<DayKey, byte[]> days = bound().days()
                .range(
                        new DayKey(meterId, Long.MIN_VALUE, Side.TESTED),
                        new DayKey(meterId, Long.MAX_VALUE, Side.TESTED))) {
            while (days.hasNext()) {
                KeyValue<DayKey, byte[]> each = days.next();
                if (each.key.day() >= day + DAYS_KEPT) {
                    return false;
                }
                if (each.key.day() + DAYS_KEPT <= day) {
                    old.add(each.key);
                }
            }
        }
        old.forEach(bound().days()::delete);
        return true;
    }

    private void onEstimate(FixedKeyRecord<String, CorrectionInput> in, DriftEstimate estimate) {
        long end = estimate.getWindowTo().getEpochSecond();
        if (end <= 0 || end % Level.DAY_SECONDS != 0) {
            return;
        }
        DayKey key = new DayKey(in.key(), end / Level.DAY_SECONDS - 1, Side.TESTED);
        byte[] stored = bound().days().get(key);
        CorrectedDayState before = stored == null ? CorrectedDayState.initial() : CorrectedDayState.decode(stored);
        Optional<DayEstimate> now = CorrectionRecords.estimate(estimate);
        if (now.equals(before.estimate()) || (stored == null && !makesRoom(in.key(), key.day()))) {
            return;
        }
        Optional<DayEstimate> by = now.isPresent() ? now : firstAfter(key);
        keep(in, key, before.withEstimate(now), by);
        tellDaysWithout(in, key, by);
    }

    /** Tells the days before that have no estimate of their own, back to the first that has one. */
    private void tellDaysWithout(FixedKeyRecord<String, CorrectionInput> in, DayKey after, Optional<DayEstimate> by) {
        for (long day = after.day() - 1; day > after.day() - DAYS_KEPT; day--) {
            DayKey key = new DayKey(in.key(), day, Side.TESTED);
            byte[] stored = bound().days().get(key);
            if (stored != null) {
                CorrectedDayState state = CorrectedDayState.decode(stored);
                if (state.estimate().isPresent()) {
                    return;
                }
                keep(in, key, state, by);
            }
        }
    }

    /** The estimate of the first window that ends after a day's own and gives a figure. */
    private Optional<DayEstimate> firstAfter(DayKey key) {
        try (KeyValueIterator<DayKey, byte[]> days = bound().days()
                .range(
                        new DayKey(key.meterId(), key.day() + 1, Side.TESTED),
                        new DayKey(key.meterId(), Long.MAX_VALUE, Side.TESTED))) {
            while (days.hasNext()) {
                Optional<DayEstimate> estimate =
                        CorrectedDayState.decode(days.next().value).estimate();
                if (estimate.isPresent()) {
                    return estimate;
                }
            }
            return Optional.empty();
        }
    }

    private void keep(
            FixedKeyRecord<String, CorrectionInput> in, DayKey key, CorrectedDayState state, Optional<DayEstimate> by) {
        Optional<CorrectedDay> told = CorrectionRecords.next(in.key(), key.day(), state, by);
        CorrectedDayState next =
                told.map(CorrectionRecords::digest).map(state::telling).orElse(state);
        bound().days().put(key, next.encode());
        told.ifPresent(day -> bound().context().forward(in.withValue(day)));
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "init comes first");
    }
}
