// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.QuantityPairings;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.meter.MeterFollower;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.meter.QuantityFollower;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ReferenceProfile;

/** The shell around {@link QuantityFollower}; state and levels are kept under {@code meterId|quantity}. */
final class FollowQuantity implements FixedKeyProcessor<String, QuantityLevel, DriftEstimate> {
    private final ProfileReader profiles;
    private final Registrations registrations;
    private final LimitTable limits;
    private @Nullable Bound bound;

    /** What the processor is bound to once it runs. */
    private record Bound(
            FixedKeyProcessorContext<String, DriftEstimate> context,
            KeyValueStore<String, byte[]> tracks,
            KeyValueStore<DayKey, byte[]> openDays,
            KeyValueStore<String, byte[]> followed,
            ReadOnlyKeyValueStore<String, byte[]> registered) {}

    FollowQuantity(ProfileReader profiles, Registrations registrations, LimitTable limits) {
        this.profiles = profiles;
        this.registrations = registrations;
        this.limits = limits;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, DriftEstimate> context) {
        bound = new Bound(
                context,
                context.getStateStore(QuantityTopology.TRACK_STORE),
                context.getStateStore(QuantityTopology.DAY_STORE),
                context.getStateStore(DriftTopology.FOLLOWED_STORE),
                context.getStateStore(DriftTopology.REGISTRATION_STORE));
    }

    @Override
    public void process(FixedKeyRecord<String, QuantityLevel> in) {
        Bound here = Objects.requireNonNull(bound, "init comes first");
        EnergyQuantity quantity = in.value().quantity();
        LevelSeen seen = in.value().seen();
        String key = QuantityTopology.key(in.key(), quantity.obis());
        byte[] stored = here.tracks().get(key);
        MeterFollower.Step step = QuantityFollower.onLevel(
                in.key(),
                stored == null ? MeterState.initial() : MeterStateCodec.decode(stored),
                seen.side(),
                seen.referenceMeterId(),
                seen.level(),
                new FollowMeter.StoredDays(key, here.openDays()),
                () -> pairing(in.key(), quantity, here));
        step.changed().ifPresent(next -> here.tracks().put(key, MeterStateCodec.encode(next)));
        for (MeterOutput output : step.outputs()) {
            if (output instanceof MeterOutput.DriftFound found) {
                here.context().forward(in.withValue(QuantityPairings.record(quantity, found)));
            }
        }
    }

    private Pairing pairing(String meterId, EnergyQuantity quantity, Bound here) {
        List<ReferenceProfile> naming = FollowedPairings.profilesIn(
                        here.followed().get(meterId))
                .map(all -> all.paired(profiles))
                .orElse(List.of());
        return naming.isEmpty()
                ? new Pairing.None()
                : QuantityPairings.of(
                        quantity,
                        naming,
                        registration(meterId, here),
                        registration(naming.getFirst().getReferenceMeterId(), here),
                        limits);
    }

    private @Nullable MeterRegistration registration(String meterId, Bound here) {
        return registrations.read(here.registered().get(meterId));
    }
}
