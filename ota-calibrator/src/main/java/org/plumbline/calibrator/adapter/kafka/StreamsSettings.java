// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Brokers;

/** Settings of the Streams application that are not for deployment to choose. */
public final class StreamsSettings {

    /** Application id without prefix. */
    public static final String APPLICATION = "ota-calibrator";

    private static final int COMMIT_INTERVAL_MILLIS = 100;
    private static final int SESSION_TIMEOUT_MILLIS = 15_000;

    private StreamsSettings() {}

    /**
     * The settings.
     *
     * @param stateDirectory where the state stores live; they are rebuilt from Kafka when it is empty
     */
    public static Properties of(String topicPrefix, Brokers brokers, Path stateDirectory) {
        Properties settings = new Properties();
        settings.putAll(brokers.settings());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topicPrefix + APPLICATION);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.prefixed(topicPrefix));
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnmeantRecords.class);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        return settings;
    }
}
