// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.analyzer.network.Link;
import org.plumbline.analyzer.network.NetworkCodec;
import org.plumbline.analyzer.network.NodeFollower;
import org.plumbline.analyzer.network.NodeState;
import org.plumbline.analyzer.streams.NetworkBranch.NetworkOutput;

/** The shell around {@link NodeFollower}: one state per meter that is compared or rested on. */
final class LinkReferences implements Processor<String, Link, String, NetworkOutput> {
    private @Nullable ProcessorContext<String, NetworkOutput> context;
    private @Nullable KeyValueStore<String, byte[]> nodes;

    @Override
    public void init(ProcessorContext<String, NetworkOutput> given) {
        context = given;
        nodes = given.getStateStore(NetworkBranch.NODE_STORE);
    }

    @Override
    public void process(Record<String, Link> in) {
        if (in.key() == null || in.value() == null) {
            throw new RefusedRecordException("KEY_MISMATCH: a comparison without the meter it is for");
        }
        KeyValueStore<String, byte[]> store = Objects.requireNonNull(nodes, "init comes first");
        ProcessorContext<String, NetworkOutput> to = Objects.requireNonNull(context, "init comes first");
        byte[] stored = store.get(in.key());
        NodeState before = stored == null ? NodeState.initial() : NetworkCodec.decode(stored);
        NodeFollower.Step step = NodeFollower.onLink(in.key(), before, in.value());
        if (!step.next().equals(before)) {
            store.put(in.key(), NetworkCodec.encode(step.next()));
        }
        for (NodeFollower.Told told : step.told()) {
            to.forward(in.withKey(told.meterId()).withValue(new NetworkOutput.Told(told.link())));
        }
        step.finding().ifPresent(standing -> to.forward(in.withValue(new NetworkOutput.Found(standing))));
    }
}
