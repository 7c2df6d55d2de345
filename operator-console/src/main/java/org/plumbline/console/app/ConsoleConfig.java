// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.schema.kafka.AccessRights;

/** The console's settings; a missing one stops the start and is named. */
@ConfigMapping(prefix = "plumbline")
public interface ConsoleConfig {

    /** Prefix of all topic names. */
    @WithDefault("plumbline.")
    String topicPrefix();

    Kafka kafka();

    SchemaRegistry schemaRegistry();

    FieldTime fieldTime();

    Console console();

    /** Where the broker is. */
    interface Kafka {
        String bootstrapServers();

        /** File with Kafka's security.*, sasl.* and ssl.* client settings; absent = the brokers ask for none. */
        Optional<String> clientProperties();
    }

    /** Where the schema registry is. */
    interface SchemaRegistry {
        /** Base address of its Confluent-compatible interface. */
        String url();
    }

    /** Where field time comes from. */
    interface FieldTime {
        /** File with one ISO-8601 instant; absent = wall clock. */
        Optional<String> file();
    }

    /** What only the console needs. */
    interface Console {
        /** Key that signs commands: PKCS#8 PEM, a PKCS#12 key store, or settings of SunPKCS11. */
        Path signingKey();

        /** Password of the key store or PIN of the token, on the file's first line; absent = the key is PEM. */
        Optional<Path> signingKeyPasswordFile();

        /** Name of that key in the verifiers' files of trusted signers. */
        String signingKeyId();

        /** JSON file with the users; made when it is missing. */
        Path users();

        /** File for the passwords of users made at the first start, for a program that must log in; absent = none. */
        Optional<Path> initialPasswordsFile();

        /**
         * File with the Kafka client settings of the user that replays dead letters; absent = nobody replays where the
         * brokers ask who comes.
         */
        Optional<String> replayClientProperties();

        /** Consumer group of the gateways, to show how they are. */
        @WithDefault(AccessRights.GATEWAY_GROUP)
        String gatewayGroup();

        ReadModel readModel();

        Tokens tokens();
    }

    /** Bearer tokens (OpenID Connect); without a key set none is taken. */
    interface Tokens {
        /** Address of the issuer's key set (its {@code jwks_uri}); absent = no tokens. */
        Optional<URI> keySet();

        /** The {@code iss} a token must have. */
        Optional<String> issuer();

        /** The {@code aud} a token must have. */
        Optional<String> audience();

        /** Claim with the person's name. */
        @WithDefault("preferred_username")
        String nameClaim();

        /** Claim with the person's roles; with dots between for a claim inside of others. */
        @WithDefault("roles")
        String rolesClaim();

        /** What the issuer calls each of our roles; absent = as we do. */
        Map<String, List<String>> roles();

        /** By how much clocks may differ; at most five minutes. */
        @WithDefault("PT30S")
        Duration leeway();
    }

    /** Where the tables of the read model are, and how long they keep what. */
    interface ReadModel {
        /** jdbc:h2: or jdbc:postgresql: address; absent = an H2 file beside the users file. */
        Optional<String> url();

        /** User of the database. */
        @WithDefault("plumbline")
        String user();

        /** Its password, on the file's first line; absent = none. */
        Optional<Path> passwordFile();

        /** How long readings are kept, by field time; at least one day. */
        @WithDefault("P35D")
        Duration readingsRetention();

        /** How long estimates of the past are kept, by field time; at least one day. */
        @WithDefault("P731D")
        Duration historyRetention();

        /** How long events are kept, by field time; at least one day. */
        @WithDefault("P731D")
        Duration eventsRetention();
    }
}
