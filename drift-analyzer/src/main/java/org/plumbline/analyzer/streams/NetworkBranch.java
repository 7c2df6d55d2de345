// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.plumbline.analyzer.adapter.avro.ReferenceFindings;
import org.plumbline.analyzer.adapter.avro.RefusedRecordException;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.network.Link;
import org.plumbline.analyzer.network.NetworkCodec;
import org.plumbline.analyzer.network.ReferenceStanding;
import org.plumbline.analyzer.state.StateFormatException;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.ReferenceFinding;

/**
 * The branch of networks of references. A comparison travels from reference to reference; what is found about a reference
 * goes, through its topic and the fan-out of the reference's levels, to every meter that rests on it.
 *
 * <pre>
 * follow-meter -&gt; link-references -&gt; comparisons -&gt; link-references (of the reference) -&gt; ...
 *                        \-&gt; reference-findings -&gt; fan-out-levels -&gt; follow-meter (of the meters that rest on it)
 * </pre>
 */
final class NetworkBranch {
    /** Per meter: {@link org.plumbline.analyzer.network.NodeState}. */
    static final String NODE_STORE = "reference-networks-v1";

    private NetworkBranch() {}

    /** What a meter of a network tells. */
    sealed interface NetworkOutput {
        /** To the reference that is the record's key. */
        record Told(Link link) implements NetworkOutput {}

        /** To the world. */
        record Found(ReferenceStanding standing) implements NetworkOutput {}
    }

    /** What findings hold back, by reference meter. */
    static KStream<String, FanOutInput> doubts(KStream<String, ReferenceFinding> findings) {
        return findings.mapValues(
                (meterId, finding) ->
                        (FanOutInput) new FanOutInput.DoubtSeen(ReferenceFindings.doubt(meterId, finding)),
                Named.as("take-doubts"));
    }

    static void add(
            StreamsBuilder builder,
            KStream<String, MeterOutput> outputs,
            String prefix,
            Produced<String, ReferenceFinding> findings) {
        builder.addStateStore(store(NODE_STORE));
        String topic = Topics.COMPARISONS.prefixed(prefix);
        KStream<String, Link> told = builder.stream(
                        topic,
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("comparisons-source"))
                .mapValues(NetworkBranch::decoded, Named.as("read-comparisons"));
        KStream<String, NetworkOutput> found = outputs.flatMapValues(
                        output -> output instanceof MeterOutput.Compared compared
                                ? List.of(Link.own(compared.comparison(), compared.certificate()))
                                : List.<Link>of(),
                        Named.as("take-comparisons"))
                .merge(told, Named.as("with-comparisons"))
                .process(LinkReferences::new, Named.as("link-references"), NODE_STORE);
        found.flatMapValues(
                        output -> output instanceof NetworkOutput.Told each
                                ? List.of(NetworkCodec.encode(each.link()))
                                : List.<byte[]>of(),
                        Named.as("render-comparisons"))
                .to(topic, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("comparisons-sink"));
        found.flatMapValues(
                        output -> output instanceof NetworkOutput.Found each
                                ? List.of(ReferenceFindings.record(each.standing()))
                                : List.<ReferenceFinding>of(),
                        Named.as("render-reference-findings"))
                .to(Topics.REFERENCE_FINDINGS.prefixed(prefix), findings);
    }

    private static Link decoded(byte[] octets) {
        try {
            return NetworkCodec.decodeLink(octets == null ? new byte[0] : octets);
        } catch (StateFormatException e) {
            throw new RefusedRecordException("UNREADABLE: " + e.getMessage(), e);
        }
    }

    static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }
}
