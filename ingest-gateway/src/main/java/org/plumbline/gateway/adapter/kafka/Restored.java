// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.gateway.state.OwnerPositions;

/** What stood on the topics of one partition when its owner began. Filled by {@link PartitionRestore} only. */
final class Restored {

    /** Newest of each meter. */
    final Map<String, Registration> registrations = new HashMap<>();
    /** Newest of each meter, as stored: most are never needed more than once, many not at all. */
    final Map<String, byte[]> states = new HashMap<>();
    /** Records that cannot be read, in the order found. */
    final List<Poison> poison = new ArrayList<>();

    OwnerPositions positions = OwnerPositions.NONE;

    /** A record that cannot be read, and why. */
    record Poison(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {}
}
