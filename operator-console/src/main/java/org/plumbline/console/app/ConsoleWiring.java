// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.actions.ActionBook;
import org.plumbline.console.adapter.file.UsersFile;
import org.plumbline.console.adapter.kafka.ActionFollower;
import org.plumbline.console.adapter.kafka.FleetFollower;
import org.plumbline.console.adapter.kafka.KafkaAuditTrail;
import org.plumbline.console.adapter.kafka.KafkaCommandSink;
import org.plumbline.console.adapter.kafka.KafkaErasures;
import org.plumbline.console.adapter.kafka.KafkaFleetRegister;
import org.plumbline.console.adapter.kafka.TopicRecords;
import org.plumbline.console.adapter.rest.FleetFeed;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.people.Logins;
import org.plumbline.console.people.People;
import org.plumbline.console.people.Person;
import org.plumbline.console.people.Sessions;
import org.plumbline.console.port.AuditTrail;
import org.plumbline.console.port.CalibrationRecords;
import org.plumbline.console.port.CommandSink;
import org.plumbline.console.port.Erasures;
import org.plumbline.console.port.FleetRegister;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.SigningKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts from the settings. */
@ApplicationScoped
public class ConsoleWiring {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConsoleWiring.class);

    /** Shorter than the time that browsers and proxies wait. */
    private static final Duration RECORD_DEADLINE = Duration.ofSeconds(25);

    private final ConsoleConfig config;

    ConsoleWiring(ConsoleConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    InstantSource wallClock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    FleetFeed.FieldClock fieldTime() {
        InstantSource source =
                org.plumbline.schema.time.FieldTime.of(config.fieldTime().file().orElse(null));
        return source::instant;
    }

    @Produces
    @Singleton
    @DefaultBean
    SchemaRegistryClient registry() {
        return SchemaRegistration.client(config.schemaRegistry().url());
    }

    @Produces
    @Singleton
    FleetView view() {
        return new FleetView(FleetView.Limits.defaults());
    }

    @Produces
    @Singleton
    FleetFollower follower(SchemaRegistryClient registry, FleetView view) {
        return new FleetFollower(clientSettings(), registry, config.topicPrefix(), view, this::stop);
    }

    private void stop(Throwable fault) {
        LOGGER.atError().setCause(fault).log("the read model cannot go on; stopping");
        Quarkus.asyncExit(1);
    }

    void closeFollower(@Disposes FleetFollower follower) {
        follower.close();
    }

    @Produces
    @Singleton
    ActionBook actions() {
        return new ActionBook();
    }

    @Produces
    @Singleton
    ActionFollower actionFollower(SchemaRegistryClient registry, ActionBook book, InstantSource wallClock) {
        return new ActionFollower(clientSettings(), registry, config.topicPrefix(), book, wallClock, this::stop);
    }

    void closeActionFollower(@Disposes ActionFollower follower) {
        follower.close();
    }

    @Produces
    @Singleton
    FleetFeed.CaughtUp caughtUp(FleetFollower follower) {
        return follower::isCaughtUp;
    }

    @Produces
    @Singleton
    CommandSink sink(SchemaRegistryClient registry, InstantSource wallClock) {
        KafkaCommandSink sink =
                new KafkaCommandSink(clientSettings(), registry, signingKey(), config.topicPrefix(), wallClock);
        sink.start();
        return sink;
    }

    @Produces
    @Singleton
    Erasures erasures(SchemaRegistryClient registry, InstantSource wallClock) {
        return new KafkaErasures(clientSettings(), registry, config.topicPrefix(), wallClock);
    }

    @Produces
    @Singleton
    FleetRegister register(SchemaRegistryClient registry, InstantSource wallClock) {
        return new KafkaFleetRegister(clientSettings(), registry, config.topicPrefix(), wallClock);
    }

    @Produces
    @Singleton
    AuditTrail auditTrail(SchemaRegistryClient registry, InstantSource wallClock) {
        return new KafkaAuditTrail(clientSettings(), registry, config.topicPrefix(), wallClock);
    }

    void closeAuditTrail(@Disposes AuditTrail trail) throws Exception {
        if (trail instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    CalibrationRecords calibrationRecords(SchemaRegistryClient registry) {
        return new TopicRecords(clientSettings(), registry, config.topicPrefix(), RECORD_DEADLINE);
    }

    private SigningKey signingKey() {
        try {
            return SigningKey.load(
                    config.console().signingKeyId(),
                    config.console().signingKey(),
                    config.console().signingKeyPasswordFile());
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("setting plumbline.console.signing-key: " + e.getMessage(), e);
        }
    }

    void closeSink(@Disposes CommandSink sink) throws Exception {
        if (sink instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Produces
    @Singleton
    People people() {
        SecureRandom random = new SecureRandom();
        UsersFile users = new UsersFile(config.console().users());
        Map<String, String> passwords = users.createIfMissing(random);
        if (!passwords.isEmpty()) {
            announce(passwords);
        }
        try {
            People people = new People(users.load(), users::save, random);
            if (people.all().stream().noneMatch(person -> person.roles().contains(Person.ADMIN))) {
                LOGGER.atWarn()
                        .addKeyValue("file", config.console().users())
                        .log(
                                "nobody has the role admin; to manage people, add it to a user in the file and start again");
            }
            return people;
        } catch (ConsoleException e) {
            throw new ConsoleException("setting plumbline.console.users: " + e.getMessage(), e);
        }
    }

    @Produces
    @Singleton
    Logins logins(People people) {
        return new Logins(people, System::nanoTime, new SecureRandom());
    }

    @Produces
    @Singleton
    Sessions sessions(InstantSource wallClock) {
        return new Sessions(wallClock, new SecureRandom());
    }

    /** Standard output, not the log: the passwords are shown to whoever starts the console, once. */
    private void announce(Map<String, String> passwords) {
        System.out.println("First start: users made. Their passwords are shown this once:");
        passwords.forEach((name, password) -> System.out.println("  " + name + "  " + password));
        config.console().initialPasswordsFile().ifPresent(file -> UsersFile.writePasswords(file, passwords));
    }

    private Map<String, Object> clientSettings() {
        try {
            return Brokers.of(config.kafka().bootstrapServers(), config.kafka().clientProperties())
                    .settings();
        } catch (IllegalArgumentException e) {
            throw new ConsoleException("setting " + e.getMessage(), e);
        }
    }
}
