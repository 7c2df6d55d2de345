// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.adapter.avro.CaseCommands;
import org.plumbline.analyzer.adapter.kafka.StreamsSettings;
import org.plumbline.analyzer.metrology.limits.LimitTable;
import org.plumbline.schema.kafka.Brokers;

/** A change of nodes, stores or topics is one that somebody reviews: it may need a migration of state. */
class TopologyDescriptionTest {
    @Test
    void topologyIsAsReviewed() throws IOException {
        StreamsConfig config =
                new StreamsConfig(StreamsSettings.of(Brokers.plain("127.0.0.1:1"), "p.", Path.of("unused"), 1));
        String description = new DriftTopology(
                        config,
                        "p.",
                        6,
                        new MockSchemaRegistryClient(),
                        InstantSource.system(),
                        LimitTable.shipped(),
                        new CaseCommands(null, Duration.ofHours(12)),
                        (topic, partition, offset, key, value, cause) -> {})
                .get()
                .describe()
                .toString();
        try (InputStream reviewed = getClass().getResourceAsStream("/drift-topology.txt")) {
            assertEquals(
                    new String(reviewed.readAllBytes(), StandardCharsets.UTF_8).strip(),
                    description.strip().replaceAll("(?m)\\s+$", ""));
        }
    }
}
