// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.CheckReadings;
import org.plumbline.analyzer.adapter.avro.CheckRecords;
import org.plumbline.analyzer.checks.CheckFollower;
import org.plumbline.analyzer.checks.CheckInput;
import org.plumbline.analyzer.checks.CheckReport;
import org.plumbline.analyzer.checks.CheckState;
import org.plumbline.analyzer.checks.CheckStateCodec;
import org.plumbline.schema.avro.MeterChecks;

/** The shell around {@link CheckFollower}: three of four profile rows never touch the store. */
final class CheckMeter implements FixedKeyProcessor<String, FanOutInput, MeterChecks> {
    private @Nullable FixedKeyProcessorContext<String, MeterChecks> context;
    private @Nullable KeyValueStore<String, byte[]> states;

    @Override
    public void init(FixedKeyProcessorContext<String, MeterChecks> given) {
        context = given;
        states = given.getStateStore(CheckBranch.STORE);
    }

    @Override
    public void process(FixedKeyRecord<String, FanOutInput> in) {
        if (!(in.value() instanceof FanOutInput.ReadingSeen(var reading))) {
            return;
        }
        switch (CheckReadings.of(in.key(), reading)) {
            case CheckInput.Nothing nothing -> {}
            case CheckInput.Poll(var sample) -> take(in, CheckFollower.onPoll(state(in.key()), sample));
            case CheckInput.Level(var level) -> take(in, CheckFollower.onLevel(state(in.key()), level));
            case CheckInput.Unusable(String reason) -> take(in, CheckFollower.refused(state(in.key()), reason));
        }
    }

    private CheckState state(String meterId) {
        byte[] stored = store().get(meterId);
        return stored == null ? CheckState.initial() : CheckStateCodec.decode(stored);
    }

    private void take(FixedKeyRecord<String, FanOutInput> in, CheckFollower.Step step) {
        if (step.changed()) {
            store().put(in.key(), CheckStateCodec.encode(step.next()));
        }
        for (CheckReport report : step.reports()) {
            Objects.requireNonNull(context, "init comes first")
                    .forward(in.withValue(CheckRecords.record(in.key(), report)));
        }
    }

    private KeyValueStore<String, byte[]> store() {
        return Objects.requireNonNull(states, "init comes first");
    }
}
