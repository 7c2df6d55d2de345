// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a meter or campaign lives in, whatever the record key adds to its id. */
public final class Partitioning {

    private Partitioning() {}

    /**
     * The partition of an id: what Kafka's default partitioner gives a record whose key is that id alone. Records with
     * compound keys ({@code campaignId|meterId}, {@code meterId|kind|n}) are sent to the partition of their meterId.
     *
     * @param partitions number of partitions, at least 1
     */
    public static int partitionOf(String id, int partitions) {
        return Utils.toPositive(Utils.murmur2(id.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
