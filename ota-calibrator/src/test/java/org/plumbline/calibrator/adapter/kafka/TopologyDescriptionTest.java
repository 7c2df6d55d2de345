// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of the topology is a change someone reviews: names of nodes, stores and internal topics are for ever. */
class TopologyDescriptionTest {

    @Test
    void theTopologyIsTheOneCheckedIn(@TempDir Path directory) throws IOException {
        try (Bench bench = new Bench(directory);
                InputStream expected = getClass().getResourceAsStream("/calibrator-topology.txt")) {
            String description = bench.describe();
            assertFalse(description.contains("KSTREAM-") || description.contains("KTABLE-"), description);
            assertEquals(new String(expected.readAllBytes(), StandardCharsets.UTF_8).strip(), description.strip());
        }
    }
}
