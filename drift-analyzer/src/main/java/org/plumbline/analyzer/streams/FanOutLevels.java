// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.Pairings;
import org.plumbline.analyzer.adapter.avro.ReadingLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.streams.MeterInput.LevelSeen;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegisterReading;

/** Sends the level of a reading to every tested meter it speaks for: its own and those it is the reference of. */
final class FanOutLevels implements Processor<String, RegisterReading, String, LevelSeen> {
    private final ProfileIndex profiles;
    private final InstantSource fieldTime;
    private @Nullable ProcessorContext<String, LevelSeen> context;

    FanOutLevels(ProfileIndex profiles, InstantSource fieldTime) {
        this.profiles = profiles;
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(ProcessorContext<String, LevelSeen> given) {
        context = given;
    }

    @Override
    public void process(Record<String, RegisterReading> in) {
        Optional<Level> found = ReadingLevels.level(in.key(), in.value(), fieldTime.instant());
        if (found.isEmpty()) {
            return;
        }
        ProcessorContext<String, LevelSeen> here = Objects.requireNonNull(context, "init comes first");
        Level level = found.get();
        long second = level.register().captureEpochSecond();
        boolean tested = profiles.testing(in.key()).stream().anyMatch(profile -> Pairings.appliesAt(profile, second));
        if (tested) {
            here.forward(in.withValue(new LevelSeen(Side.TESTED, "", level)));
        }
        for (ReferenceProfile profile : profiles.referringTo(in.key())) {
            if (Pairings.appliesAt(profile, second)) {
                here.forward(in.withKey(profile.getTestedMeterId())
                        .withValue(new LevelSeen(Side.REFERENCE, in.key(), level)));
            }
        }
    }
}
