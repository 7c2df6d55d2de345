// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

class PartitioningTest {

    @Property(tries = 200)
    void agreesWithKafkasDefaultPartitionerForAPlainKey(
            @ForAll @StringLength(min = 1, max = 40) String id, @ForAll @IntRange(min = 1, max = 64) int partitions) {
        assertEquals(
                BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), partitions),
                Partitioning.partitionOf(id, partitions));
    }
}
