// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the global store of the kinds of active reference profiles, by profileId. Takes raw octets, because Kafka Streams
 * has no dead letters for global stores: a profile that cannot be read is unknown, and so carries no write.
 */
final class ReferenceProcessor implements Processor<String, byte[], Void, Void> {

    static final String STORE = "reference-kinds-v1";
    private static final Logger LOGGER = LoggerFactory.getLogger(ReferenceProcessor.class);

    private final Deserializer<ReferenceProfile> profiles;
    private final String topic;
    private @Nullable KeyValueStore<String, String> store;

    ReferenceProcessor(Deserializer<ReferenceProfile> profiles, String topic) {
        this.profiles = profiles;
        this.topic = topic;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.store = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, byte[]> message) {
        KeyValueStore<String, String> kinds = store;
        if (kinds == null) {
            throw new CalibratorException("not initialised");
        }
        if (message.key() == null) {
            return;
        }
        ReferenceProfile profile = read(message);
        if (profile == null || profile.getState() != ProfileState.ACTIVE) {
            kinds.delete(message.key());
        } else {
            kinds.put(message.key(), profile.getKind().name());
        }
    }

    private @Nullable ReferenceProfile read(Record<String, byte[]> message) {
        try {
            return profiles.deserialize(topic, message.value());
        } catch (SerializationException e) {
            if (UnreadableRecords.isOutage(e)) {
                throw e;
            }
            LOGGER.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("profileId", message.key())
                    .addKeyValue("error", e.getMessage())
                    .log("unreadable reference profile");
            return null;
        }
    }
}
