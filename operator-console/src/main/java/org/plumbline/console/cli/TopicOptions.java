// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import java.util.Map;
import java.util.Optional;
import org.plumbline.console.ConsoleException;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Brokers;
import picocli.CommandLine.Option;

/** Where the topics are: options of every command that reads or writes them. */
final class TopicOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:PLUMBLINE_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            description = "Kafka brokers (default: ${DEFAULT-VALUE}; env PLUMBLINE_KAFKA_BOOTSTRAP_SERVERS).")
    private String bootstrapServers = "";

    @Option(
            names = "--client-properties",
            paramLabel = "FILE",
            defaultValue = "${env:PLUMBLINE_KAFKA_CLIENT_PROPERTIES:-}",
            description =
                    "Kafka's security.*, sasl.* and ssl.* client settings (env PLUMBLINE_KAFKA_CLIENT_PROPERTIES).")
    private String clientProperties = "";

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:PLUMBLINE_SCHEMA_REGISTRY_URL:-http://127.0.0.1:8081}",
            description = "Schema registry (default: ${DEFAULT-VALUE}; env PLUMBLINE_SCHEMA_REGISTRY_URL).")
    private String schemaRegistry = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:PLUMBLINE_TOPIC_PREFIX:-" + Topics.DEFAULT_PREFIX + "}",
            description = "Prefix of the topics (default: ${DEFAULT-VALUE}; env PLUMBLINE_TOPIC_PREFIX).")
    private String topicPrefix = "";

    Map<String, Object> kafka() {
        try {
            return Brokers.of(bootstrapServers, Optional.of(clientProperties)).settings();
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("--client-properties: " + e.getMessage(), e);
        }
    }

    String schemaRegistry() {
        return schemaRegistry;
    }

    String topicPrefix() {
        return topicPrefix;
    }
}
