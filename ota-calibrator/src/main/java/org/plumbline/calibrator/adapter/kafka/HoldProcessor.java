// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.calibrator.hold.HoldEvents;
import org.plumbline.calibrator.hold.HoldEvents.HoldEvent;
import org.plumbline.calibrator.hold.HoldEvents.Kind;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.hold.HoldState;
import org.plumbline.schema.hold.HoldState.News;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.Lifts;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Keeps the global store of holds, and what happened to them. Takes raw octets, so that a record nobody can read holds its
 * scope too. What a lift needs is said by {@link Lifts} and {@link HoldState}.
 */
final class HoldProcessor implements Processor<String, byte[], Void, Void> {

    static final String STORE = "holds-v1";
    static final String EVERYTHING = "*";

    /**
     * What the store holds: the state of a scope, or the events of a partition.
     *
     * @param state null under a partition's key
     * @param events null under a scope's key
     */
    record Entry(@Nullable HoldState state, @Nullable HoldEvents events) {}

    /** What a record says, of what, and who says so. */
    private record Said(News news, String scope, String principal, boolean authentic, String reason, String stopId) {}

    private final Deserializer<Hold> holds;
    private final String topic;
    private final TrustedSigners signers;
    private final CommandGuard guard;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable KeyValueStore<String, Entry> store;

    HoldProcessor(Deserializer<Hold> holds, String topic, TrustedSigners signers, CommandGuard guard) {
        this.holds = holds;
        this.topic = topic;
        this.signers = signers;
        this.guard = guard;
    }

    /** The hold on a scope; null when nothing was ever said of it. */
    static @Nullable HoldState stateOf(ReadOnlyKeyValueStore<String, Entry> store, String scope) {
        Entry entry = store.get(scopeKey(scope));
        return entry == null ? null : entry.state();
    }

    /** What happened on a partition of the topic; null when nothing did. */
    static @Nullable HoldEvents eventsOf(ReadOnlyKeyValueStore<String, Entry> store, int partition) {
        Entry entry = store.get(partitionKey(partition));
        return entry == null ? null : entry.events();
    }

    private static String scopeKey(String scope) {
        return "scope|" + scope;
    }

    private static String partitionKey(int partition) {
        return "partition|" + partition;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> message) {
        KeyValueStore<String, Entry> entries = store;
        ProcessorContext<Void, Void> running = context;
        if (entries == null || running == null) {
            throw new CalibratorException("not initialised");
        }
        RecordMetadata at = running.recordMetadata()
                .orElseThrow(() -> new CalibratorException("a hold without its place on the topic"));
        String key = message.key();
        // A record without a key says nothing about a scope: it holds everything.
        String scope = key == null ? EVERYTHING : key;
        Said said = said(scope, message);
        HoldState.Step step = apply(entries, scope, said.news());
        if (said.news() instanceof News.Stop && !said.scope().equals(scope)) {
            apply(entries, said.scope(), said.news());
        }
        HoldEvents events = HoldEvents.with(eventsOf(entries, at.partition()), event(scope, said, step, message, at));
        entries.put(partitionKey(at.partition()), new Entry(null, events));
    }

    private static HoldState.Step apply(KeyValueStore<String, Entry> entries, String scope, News news) {
        HoldState.Step step = HoldState.after(stateOf(entries, scope), news);
        entries.put(scopeKey(scope), new Entry(step.state(), null));
        return step;
    }

    private static HoldEvent event(
            String scope, Said said, HoldState.Step step, Record<String, byte[]> message, RecordMetadata at) {
        boolean refused = !step.refusal().isEmpty();
        return new HoldEvent(
                said.news() instanceof News.Stop ? Kind.HOLD_SET : refused ? Kind.HOLD_LIFT_REFUSED : Kind.HOLD_LIFTED,
                scope,
                said.principal(),
                said.authentic(),
                refused ? step.refusal() : said.reason(),
                said.stopId(),
                Instant.ofEpochMilli(message.timestamp()),
                at.offset());
    }

    private Said said(String scope, Record<String, byte[]> message) {
        Instant recordedAt = Instant.ofEpochMilli(message.timestamp());
        byte[] octets = message.value();
        if (octets == null) {
            return new Said(new News.Untrusted("TOMBSTONE"), scope, "", false, "", "");
        }
        Hold hold;
        try {
            hold = holds.deserialize(topic, octets);
        } catch (SerializationException e) {
            String stopId = Canonical.sha256Hex(octets);
            return new Said(Lifts.unreadable(octets, recordedAt), scope, "", false, "unreadable", stopId);
        }
        boolean authentic = signers.check(Canonical.signedPart(hold), hold.getSignature(), recordedAt)
                instanceof TrustedSigners.Check.Trusted;
        News news = Lifts.news(scope, hold, signers, recordedAt);
        if (news instanceof News.Lift) {
            // What this service asks of any command of a person; it may be stricter than what a lift needs.
            news = guard.personRefusal(hold.getPrincipal(), hold.getAuthenticatedAt(), recordedAt)
                    .<News>map(News.Untrusted::new)
                    .orElse(news);
        }
        String stopId = hold.getActive() ? Canonical.stopId(hold) : hold.getLiftedStopId();
        return new Said(news, hold.getScope(), hold.getPrincipal(), authentic, hold.getReason(), stopId);
    }
}
