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
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** Sends the levels of the quantities that profiles compare to the tested meters; others are not looked at. */
final class FanOutQuantities implements Processor<String, RegisterReading, String, QuantityLevel> {
    private final ProfileIndex profiles;
    private final InstantSource fieldTime;
    private @Nullable ProcessorContext<String, QuantityLevel> context;

    FanOutQuantities(ProfileIndex profiles, InstantSource fieldTime) {
        this.profiles = profiles;
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(ProcessorContext<String, QuantityLevel> given) {
        context = given;
    }

    @Override
    public void process(Record<String, RegisterReading> in) {
        // A record without key is refused by the way of the active energy.
        if (in.key() == null) {
            return;
        }
        for (ReferenceProfile profile : profiles.testing(in.key())) {
            send(in, profile, Side.TESTED);
        }
        for (ReferenceProfile profile : profiles.referringTo(in.key())) {
            send(in, profile, Side.REFERENCE);
        }
    }

    private void send(Record<String, RegisterReading> in, ReferenceProfile profile, Side side) {
        for (EnergyQuantity quantity : QuantityPairings.compared(profile)) {
            ReadingLevels.level(in.key(), in.value(), fieldTime.instant(), quantity)
                    .filter(level ->
                            Pairings.appliesAt(profile, level.register().captureEpochSecond()))
                    .ifPresent(level -> Objects.requireNonNull(context, "init comes first")
                            .forward(in.withKey(profile.getTestedMeterId())
                                    .withValue(new QuantityLevel(
                                            quantity,
                                            new LevelSeen(side, side == Side.TESTED ? "" : in.key(), level)))));
        }
    }
}
