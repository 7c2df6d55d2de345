// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.schema.avro.CaseCommand;

/** Tells the commands of people from what anybody could have written, before any state is looked at. */
final class JudgeCommands implements FixedKeyProcessor<String, CaseCommand, MeterInput> {
    private final CaseCommands commands;
    private final InstantSource fieldTime;
    private @Nullable FixedKeyProcessorContext<String, MeterInput> context;

    JudgeCommands(CaseCommands commands, InstantSource fieldTime) {
        this.commands = commands;
        this.fieldTime = fieldTime;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, MeterInput> given) {
        context = given;
    }

    @Override
    public void process(FixedKeyRecord<String, CaseCommand> in) {
        FixedKeyProcessorContext<String, MeterInput> here = Objects.requireNonNull(context, "init comes first");
        Instant now = Instant.ofEpochMilli(here.currentSystemTimeMs());
        here.forward(in.withValue(
                new MeterInput.CommandSeen(commands.check(in.key(), in.value(), now, fieldTime.instant()))));
    }
}
