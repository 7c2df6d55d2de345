// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.calibrator.hold.HoldState;
import org.plumbline.calibrator.hold.HoldState.News;
import org.plumbline.calibrator.hold.HoldState.RefusedLift;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Keeps the global store of holds. Takes raw octets, so that a record nobody can read holds its scope too. A lift must be
 * signed by a trusted console for a person and be no older than {@link #MAXIMUM_LIFT_AGE} against its record timestamp,
 * which keeps an old lift from being played again.
 */
final class HoldProcessor implements Processor<String, byte[], Void, Void> {

    static final String STORE = "holds-v1";
    static final String EVERYTHING = "*";
    static final Duration MAXIMUM_LIFT_AGE = Duration.ofMinutes(10);

    private final Deserializer<Hold> holds;
    private final String topic;
    private final TrustedSigners signers;
    private final CommandGuard guard;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable KeyValueStore<String, HoldState> store;

    HoldProcessor(Deserializer<Hold> holds, String topic, TrustedSigners signers, CommandGuard guard) {
        this.holds = holds;
        this.topic = topic;
        this.signers = signers;
        this.guard = guard;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> message) {
        KeyValueStore<String, HoldState> states = store;
        ProcessorContext<Void, Void> running = context;
        if (states == null || running == null) {
            throw new CalibratorException("not initialised");
        }
        RecordMetadata at = running.recordMetadata()
                .orElseThrow(() -> new CalibratorException("a hold without its place on the topic"));
        String key = message.key();
        // A record without a key says nothing about a scope: it holds everything.
        String scope = key == null ? EVERYTHING : key;
        states.put(scope, HoldState.after(states.get(scope), news(scope, message, at)));
    }

    private News news(String scope, Record<String, byte[]> message, RecordMetadata at) {
        Instant seenAt = Instant.ofEpochMilli(message.timestamp());
        byte[] octets = message.value();
        if (octets == null) {
            return untrusted("", "TOMBSTONE", at, seenAt);
        }
        Hold hold;
        try {
            hold = holds.deserialize(topic, octets);
        } catch (SerializationException e) {
            return new News.Stop("a hold that cannot be read", seenAt);
        }
        if (hold.getActive()) {
            // An issue time in the future must not keep the hold from ever being lifted.
            Instant issuedAt = hold.getIssuedAt().isAfter(seenAt) ? seenAt : hold.getIssuedAt();
            return new News.Stop(hold.getReason() + " (" + hold.getPrincipal() + ")", issuedAt);
        }
        return lift(scope, hold, at, seenAt);
    }

    private News lift(String scope, Hold hold, RecordMetadata at, Instant seenAt) {
        if (!scope.equals(hold.getScope())) {
            return untrusted(hold.getPrincipal(), "SCOPE_MISMATCH", at, seenAt);
        }
        TrustedSigners.Check check = signers.check(Canonical.signedPart(hold), hold.getSignature(), seenAt);
        if (check instanceof TrustedSigners.Check.Refused refused) {
            return untrusted(hold.getPrincipal(), refused.reason(), at, seenAt);
        }
        if (Duration.between(hold.getIssuedAt(), seenAt).abs().compareTo(MAXIMUM_LIFT_AGE) > 0) {
            return untrusted(hold.getPrincipal(), "LIFT_NOT_FRESH", at, seenAt);
        }
        return guard.personRefusal(hold.getPrincipal(), hold.getAuthenticatedAt(), seenAt)
                .<News>map(reason -> untrusted(hold.getPrincipal(), reason, at, seenAt))
                .orElseGet(() -> new News.Lift(hold.getPrincipal(), hold.getIssuedAt(), at.partition(), at.offset()));
    }

    private static News untrusted(String principal, String reason, RecordMetadata at, Instant seenAt) {
        return new News.Untrusted(new RefusedLift(principal, reason, at.partition(), at.offset()), seenAt);
    }
}
