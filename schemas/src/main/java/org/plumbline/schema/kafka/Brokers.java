// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the brokers are and how a client proves who it is.
 *
 * @param bootstrapServers host:port, comma separated; never blank
 * @param security Kafka's client settings that begin with {@code security.}, {@code sasl.} or {@code ssl.}; empty = the
 *     brokers ask for nothing. Hold passwords: never printed
 */
public record Brokers(String bootstrapServers, Map<String, String> security) {
    /** Setting of every service that names the file of {@link #of}. */
    public static final String FILE_SETTING = "plumbline.kafka.client-properties";

    /** What a file may say. The rest (isolation, idempotence, offsets) is the program's: nothing is lost or twice. */
    private static final List<String> NAMES = List.of("security.", "sasl.", "ssl.");

    public Brokers {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers must not be blank");
        }
        security = Map.copyOf(security);
    }

    /** Brokers that ask for no proof. */
    public static Brokers plain(String bootstrapServers) {
        return new Brokers(bootstrapServers, Map.of());
    }

    /**
     * Brokers with the security settings of a file in the form of Java properties, if one is named.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds another kind of setting, which it names
     */
    public static Brokers of(String bootstrapServers, Optional<String> file) {
        return new Brokers(
                bootstrapServers,
                file.filter(name -> !name.isBlank())
                        .map(Path::of)
                        .map(Brokers::read)
                        .orElse(Map.of()));
    }

    /** Settings of any Kafka client: a new map, to be added to. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(security);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /** Names of the settings, no values. */
    @Override
    public String toString() {
        return bootstrapServers + (security.isEmpty() ? "" : " " + new TreeMap<>(security).keySet());
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalArgumentException(FILE_SETTING + ": cannot read " + file + ": " + e, e);
        }
        Map<String, String> security = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (NAMES.stream().noneMatch(name::startsWith)) {
                throw new IllegalArgumentException(FILE_SETTING + ": " + file + " sets " + name
                        + "; only settings that begin with " + String.join(", ", NAMES) + " belong there");
            }
            security.put(name, properties.getProperty(name));
        }
        return security;
    }
}
