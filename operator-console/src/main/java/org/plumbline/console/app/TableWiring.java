// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.adapter.kafka.TableFollower;
import org.plumbline.console.adapter.rest.FleetFeed;
import org.plumbline.console.adapter.rest.TableResource;
import org.plumbline.console.adapter.sql.Database;
import org.plumbline.console.adapter.sql.SqlRequestBook;
import org.plumbline.console.adapter.sql.SqlTableReader;
import org.plumbline.console.adapter.sql.SqlTableStore;
import org.plumbline.console.port.RequestBook;
import org.plumbline.console.port.TableReader;
import org.plumbline.console.tables.Retention;
import org.plumbline.schema.kafka.AccessRights;
import org.plumbline.schema.kafka.Brokers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the tables of the read model and what follows the topics into them. */
@ApplicationScoped
public class TableWiring {
    private static final Logger LOGGER = LoggerFactory.getLogger(TableWiring.class);

    private final ConsoleConfig config;
    private final ConsoleConfig.ReadModel settings;

    TableWiring(ConsoleConfig config) {
        this.config = config;
        this.settings = config.console().readModel();
    }

    @Produces
    @Singleton
    Database database() {
        return Database.open(url(), settings.user(), password());
    }

    void closeDatabase(@Disposes Database database) {
        database.close();
    }

    @Produces
    @Singleton
    RequestBook requests(Database database) {
        return new SqlRequestBook(database, Database.isShared(url()));
    }

    @Produces
    @Singleton
    TableReader reader(Database database) {
        return new SqlTableReader(database);
    }

    @Produces
    @Singleton
    TableFollower follower(Database database, SchemaRegistryClient registry, FleetFeed.FieldClock fieldTime) {
        return new TableFollower(
                Brokers.of(config.kafka().bootstrapServers(), config.kafka().clientProperties())
                        .settings(),
                registry,
                config.topicPrefix(),
                // A file is one instance's own; a server may have several writers, which share the partitions.
                Database.isShared(url())
                        ? Optional.of(config.topicPrefix() + AccessRights.CONSOLE_GROUP)
                        : Optional.empty(),
                new SqlTableStore(database),
                retention(),
                () -> now(fieldTime),
                fault -> {
                    LOGGER.atError().setCause(fault).log("the tables of the read model cannot go on; stopping");
                    Quarkus.asyncExit(1);
                });
    }

    @Produces
    @Singleton
    TableResource.Progress progress(TableFollower follower) {
        return new TableResource.Progress() {
            @Override
            public boolean caughtUp() {
                return follower.isCaughtUp();
            }

            @Override
            public long lagRecords() {
                return follower.lagRecords();
            }
        };
    }

    void closeFollower(@Disposes TableFollower follower) {
        follower.close();
    }

    private static Optional<Instant> now(FleetFeed.FieldClock fieldTime) {
        try {
            return Optional.of(fieldTime.now());
        } catch (IllegalStateException e) {
            LOGGER.debug("no field time yet", e);
            return Optional.empty();
        }
    }

    private Retention retention() {
        try {
            return new Retention(settings.readingsRetention(), settings.historyRetention(), settings.eventsRetention());
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("settings plumbline.console.read-model.*-retention: " + e.getMessage(), e);
        }
    }

    private String url() {
        return settings.url().orElseGet(() -> {
            Path users = config.console().users().toAbsolutePath();
            return Database.file(users.resolveSibling("read-model"));
        });
    }

    private String password() {
        if (settings.passwordFile().isEmpty()) {
            return "";
        }
        try {
            return Files.readAllLines(settings.passwordFile().get()).stream()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new ConsoleException(
                    "setting plumbline.console.read-model.password-file: the file cannot be read", e);
        }
    }
}
