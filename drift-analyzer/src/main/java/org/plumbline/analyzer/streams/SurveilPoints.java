// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.MeteringPoints;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.analyzer.surveillance.MeteringPoint;
import org.plumbline.analyzer.surveillance.PointLevels;
import org.plumbline.analyzer.surveillance.SurveillanceCodec;
import org.plumbline.analyzer.surveillance.SurveillanceFollower;
import org.plumbline.analyzer.surveillance.SurveillanceFollower.Profile;
import org.plumbline.analyzer.surveillance.SurveillanceOutput;
import org.plumbline.analyzer.surveillance.SurveillanceState;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/** The shell around {@link SurveillanceFollower}; meters that no profile puts under surveillance cost it one look-up. */
final class SurveilPoints implements FixedKeyProcessor<String, MeterInput, SurveillanceOutput> {
    private final ProfileReader profiles;
    private final Registrations registrations;
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            FixedKeyProcessorContext<String, SurveillanceOutput> context,
            KeyValueStore<String, byte[]> points,
            KeyValueStore<DayKey, byte[]> levels,
            TestingProfiles profiles,
            ReadOnlyKeyValueStore<String, byte[]> registered) {}

    SurveilPoints(ProfileReader profiles, Registrations registrations) {
        this.profiles = profiles;
        this.registrations = registrations;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, SurveillanceOutput> context) {
        bound = new Bound(
                context,
                context.getStateStore(SurveillanceTopology.POINT_STORE),
                context.getStateStore(SurveillanceTopology.LEVEL_STORE),
                new TestingProfiles(context.getStateStore(DriftTopology.FOLLOWED_STORE), profiles),
                context.getStateStore(DriftTopology.REGISTRATION_STORE));
    }

    @Override
    public void process(FixedKeyRecord<String, MeterInput> in) {
        Bound here = Objects.requireNonNull(bound, "init comes first");
        if (in.value() instanceof LevelSeen seen) {
            onLevel(in, seen, here);
        } else {
            here.profiles().changed(in.key());
        }
    }

    private void onLevel(FixedKeyRecord<String, MeterInput> in, LevelSeen seen, Bound here) {
        String meterId = in.key();
        Optional<Profile> profile = MeteringPoints.surveilled(here.profiles().testing(meterId));
        if (profile.isEmpty()) {
            return;
        }
        byte[] stored = here.points().get(meterId);
        SurveillanceFollower.Step step = SurveillanceFollower.onLevel(
                stored == null ? SurveillanceState.initial() : SurveillanceCodec.decode(stored),
                seen.side(),
                seen.referenceMeterId(),
                new Level(seen.level().register(), OptionalInt.empty()),
                profile.get(),
                new StoredLevels(meterId, here.levels()),
                () -> point(meterId, here));
        step.changed().ifPresent(next -> here.points().put(meterId, SurveillanceCodec.encode(next)));
        for (SurveillanceOutput output : step.outputs()) {
            here.context().forward(in.withValue(output));
        }
    }

    private MeteringPoint point(String meterId, Bound here) {
        List<ReferenceProfile> naming = here.profiles().testing(meterId);
        return naming.isEmpty()
                ? new MeteringPoint.None()
                : MeteringPoints.of(
                        naming,
                        registration(meterId, here),
                        registration(naming.getFirst().getReferenceMeterId(), here));
    }

    private @Nullable MeterRegistration registration(String meterId, Bound here) {
        return registrations.read(here.registered().get(meterId));
    }

    private record StoredLevels(String meterId, KeyValueStore<DayKey, byte[]> store) implements PointLevels {
        @Override
        public boolean add(Side side, Level level) {
            DayKey key = new DayKey(meterId, level.epochDay(), side);
            return switch (DayLevels.add(store.get(key), level)) {
                case DayLevels.Addition.Added added -> {
                    store.put(key, added.octets());
                    yield true;
                }
                case DayLevels.Addition.Known known -> false;
                case DayLevels.Addition.LeftOut leftOut -> false;
            };
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
