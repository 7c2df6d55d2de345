// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.Pairings;
import org.plumbline.analyzer.adapter.avro.QuantityPairings;
import org.plumbline.analyzer.adapter.avro.ReadingLevels;
import org.plumbline.analyzer.meter.EnergyQuantity;
import org.plumbline.analyzer.network.ReferenceDoubt;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** Sends the levels of the quantities that profiles compare to the tested meters; others are not looked at. */
final class FanOutQuantities implements Processor<String, FanOutInput, String, QuantityLevel> {
    private final ProfileReader profiles;
    private final InstantSource fieldTime;
    private @Nullable ProcessorContext<String, QuantityLevel> context;
    private @Nullable ComparedProfiles compared;

    FanOutQuantities(ProfileReader profiles, InstantSource fieldTime) {
        this.profiles = profiles;
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(ProcessorContext<String, QuantityLevel> given) {
        context = given;
        compared = new ComparedProfiles(given.getStateStore(QuantityTopology.COMPARED_STORE), profiles);
    }

    @Override
    public void process(Record<String, FanOutInput> in) {
        ComparedProfiles known = Objects.requireNonNull(compared, "init comes first");
        switch (in.value()) {
            case FanOutInput.PairingSeen(MeterProfiles now) -> known.put(in.key(), now);
            case FanOutInput.DoubtSeen(ReferenceDoubt doubt) -> {}
            case FanOutInput.ReadingSeen(@Nullable RegisterReading reading) -> {
                // A record without key or content is refused by the way of the active energy.
                if (in.key() != null && reading != null) {
                    known.of(in.key()).forEach(profile -> send(in, reading, profile));
                }
            }
        }
    }

    private void send(Record<String, FanOutInput> in, RegisterReading reading, ReferenceProfile profile) {
        Side side = in.key().equals(profile.getTestedMeterId()) ? Side.TESTED : Side.REFERENCE;
        for (EnergyQuantity quantity : QuantityPairings.compared(profile)) {
            ReadingLevels.level(in.key(), reading, fieldTime.instant(), quantity)
                    .filter(level ->
                            Pairings.appliesAt(profile, level.register().captureEpochSecond()))
                    .ifPresent(level -> Objects.requireNonNull(context, "init comes first")
                            .forward(in.withKey(profile.getTestedMeterId())
                                    .withValue(new QuantityLevel(
                                            quantity,
                                            new LevelSeen(side, side == Side.TESTED ? "" : in.key(), level, false)))));
        }
    }
}
