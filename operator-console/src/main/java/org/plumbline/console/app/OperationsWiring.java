// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.kafka.ClusterSight;
import org.plumbline.console.adapter.kafka.KafkaDeadLetterBox;
import org.plumbline.console.adapter.sql.Database;
import org.plumbline.console.port.DeadLetterBox;
import org.plumbline.console.port.SystemSight;
import org.plumbline.schema.kafka.Brokers;

/** Makes what looks after the head-end itself: its dead letters, its audit, its services. */
@ApplicationScoped
public class OperationsWiring {
    private final ConsoleConfig config;

    OperationsWiring(ConsoleConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    DeadLetterBox deadLetters(SchemaRegistryClient registry) {
        return new KafkaDeadLetterBox(
                client(config.kafka().clientProperties()), replayer(), registry, config.topicPrefix());
    }

    @Produces
    @Singleton
    SystemSight sight(InstantSource wallClock) {
        return new ClusterSight(
                client(config.kafka().clientProperties()),
                config.topicPrefix(),
                config.console().gatewayGroup(),
                config.console().readModel().url().filter(Database::isShared).isPresent(),
                wallClock);
    }

    void closeSight(@Disposes SystemSight sight) throws Exception {
        if (sight instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    /** Where the brokers ask who comes, replays come as a user of their own, or not at all. */
    private Optional<Map<String, Object>> replayer() {
        Optional<String> own = config.console().replayClientProperties();
        if (own.isEmpty() && config.kafka().clientProperties().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(client(own));
    }

    private Map<String, Object> client(Optional<String> properties) {
        try {
            return Brokers.of(config.kafka().bootstrapServers(), properties).settings();
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("setting " + e.getMessage(), e);
        }
    }
}
