// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka topic of the contract.
 *
 * @param name name without prefix
 * @param key what the record key is; the partition follows the meterId or campaignId in it
 * @param valueSchema Avro schema of the value; null for private or raw octets
 * @param cleanup how the broker discards old records
 * @param retention how long a log topic keeps a record; ignored for {@link Cleanup#COMPACT}
 */
public record Topic(String name, String key, @Nullable Schema valueSchema, Cleanup cleanup, Duration retention) {

    /** Retention of a log topic that loses nothing. */
    public static final Duration FOREVER = Duration.ofMillis(-1);

    /** How the broker discards old records. */
    public enum Cleanup {
        /** Keeps the newest record of each key. */
        COMPACT,
        /** Keeps each record for the retention time. */
        DELETE
    }

    /** The topic's name on the broker. */
    public String prefixed(String prefix) {
        return prefix + name;
    }

    /** The registry subject of the value (TopicNameStrategy). */
    public String valueSubject(String prefix) {
        return prefixed(prefix) + "-value";
    }

    /** Topic settings for the broker, by their Kafka names. */
    public Map<String, String> brokerSettings() {
        return switch (cleanup) {
            case COMPACT -> Map.of("cleanup.policy", "compact");
            case DELETE -> Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
        };
    }
}
