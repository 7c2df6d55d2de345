// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.Pairings;
import org.plumbline.analyzer.meter.DayStore;
import org.plumbline.analyzer.meter.MeterFollower;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;
import org.plumbline.schema.Partitioning;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/**
 * The shell around {@link MeterFollower}: loads the state of the meter, makes the step, stores and forwards. Decoded
 * states of the meters seen last are kept on the heap; every change is written through to the store.
 */
final class FollowMeter implements Processor<String, MeterInput, String, MeterOutput> {
    /** How often the profiles of meters that send nothing are looked at; wall clock. */
    static final Duration REVIEW_PERIOD = Duration.ofSeconds(15);

    private static final int STATES_ON_HEAP = 2_000;

    private final ProfileIndex profiles;
    private final Registrations registrations;
    private final LimitTable limits;
    private final int partitions;
    private final Map<String, MeterState> states = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, MeterState> eldest) {
            return size() > STATES_ON_HEAP;
        }
    };
    private final Map<String, String> refusedAtLastReview = new HashMap<>();
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            ProcessorContext<String, MeterOutput> context,
            KeyValueStore<String, byte[]> tracks,
            KeyValueStore<DayKey, byte[]> openDays,
            ReadOnlyKeyValueStore<String, byte[]> registered) {}

    /** @param partitions of every topic */
    FollowMeter(ProfileIndex profiles, Registrations registrations, LimitTable limits, int partitions) {
        this.profiles = profiles;
        this.registrations = registrations;
        this.limits = limits;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<String, MeterOutput> context) {
        states.clear();
        refusedAtLastReview.clear();
        bound = new Bound(
                context,
                context.getStateStore(DriftTopology.TRACK_STORE),
                context.getStateStore(DriftTopology.DAY_STORE),
                context.getStateStore(DriftTopology.REGISTRATION_STORE));
        context.schedule(REVIEW_PERIOD, PunctuationType.WALL_CLOCK_TIME, this::review);
    }

    @Override
    public void process(Record<String, MeterInput> in) {
        String meterId = in.key();
        MeterState before = state(meterId);
        MeterFollower.Step step = switch (in.value()) {
            case MeterInput.LevelSeen seen ->
                MeterFollower.onLevel(
                        meterId,
                        before,
                        seen.side(),
                        seen.referenceMeterId(),
                        seen.level(),
                        new StoredDays(meterId, bound().openDays()),
                        () -> pairing(meterId));
            case MeterInput.CalibrationSeen seen ->
                MeterFollower.onCalibration(before, seen.block(), seen.fieldTimeMillis());
            case MeterInput.OrderSeen seen -> MeterFollower.onOrder(before, seen.order());
            case MeterInput.OutcomeSeen seen -> MeterFollower.onOutcome(before, seen.outcome());
        };
        take(meterId, step, in.timestamp());
    }

    /** Meters that send nothing close no days; what is wrong with their profiles is said all the same. */
    private void review(long wallClockMillis) {
        int own = bound().context().taskId().partition();
        Map<String, String> refusedNow = new HashMap<>();
        Set<String> tested = profiles.testedMeters();
        for (String meterId : tested) {
            if (Partitioning.partitionOf(meterId, partitions) == own
                    && pairing(meterId) instanceof Pairing.Refused refused) {
                refusedNow.put(meterId, refused.name());
                // Twice in a row: registrations and profiles come on topics of their own, in any order.
                if (refused.name().equals(refusedAtLastReview.get(meterId))) {
                    take(meterId, MeterFollower.onReview(meterId, state(meterId), refused), wallClockMillis);
                }
            }
        }
        refusedAtLastReview.clear();
        refusedAtLastReview.putAll(refusedNow);
    }

    private void take(String meterId, MeterFollower.Step step, long wallClockMillis) {
        step.changed().ifPresent(next -> {
            bound().tracks().put(meterId, MeterStateCodec.encode(next));
            states.put(meterId, next);
        });
        for (MeterOutput output : step.outputs()) {
            bound().context().forward(new Record<>(meterId, output, wallClockMillis));
        }
    }

    private MeterState state(String meterId) {
        MeterState known = states.get(meterId);
        if (known != null) {
            return known;
        }
        byte[] stored = bound().tracks().get(meterId);
        MeterState state = stored == null ? MeterState.initial() : MeterStateCodec.decode(stored);
        states.put(meterId, state);
        return state;
    }

    private Pairing pairing(String meterId) {
        List<ReferenceProfile> naming = profiles.testing(meterId);
        return naming.isEmpty()
                ? new Pairing.None()
                : Pairings.of(
                        naming,
                        registration(meterId),
                        registration(naming.getFirst().getReferenceMeterId()),
                        limits);
    }

    private @Nullable MeterRegistration registration(String meterId) {
        return registrations.read(bound().registered().get(meterId));
    }

    private Bound bound() {
        return Objects.requireNonNull(bound, "init comes first");
    }

    /** Reads stored registrations. */
    interface Registrations {
        /** @param octets as on the topic; null = not registered */
        @Nullable
        MeterRegistration read(byte @Nullable [] octets);
    }

    record StoredDays(String meterId, KeyValueStore<DayKey, byte[]> store) implements DayStore {
        @Override
        public DayLevels.Addition add(long day, Side side, Level level) {
            DayKey key = new DayKey(meterId, day, side);
            DayLevels.Addition addition = DayLevels.add(store.get(key), level);
            if (addition instanceof DayLevels.Addition.Added added) {
                store.put(key, added.octets());
            }
            return addition;
        }

        @Override
        public List<Level> levels(long day, Side side) {
            return DayLevels.decode(store.get(new DayKey(meterId, day, side)));
        }

        @Override
        public void delete(long day, Side side) {
            store.delete(new DayKey(meterId, day, side));
        }
    }
}
