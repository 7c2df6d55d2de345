// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.gateway.state.MeterState;

/**
 * What stood on the topics of one partition when its owner began.
 *
 * @param registrations newest of each meter
 * @param states newest of each meter
 * @param unreadable meters whose newest state cannot be read; they are never spoken to
 * @param poison records that cannot be read, in the order found
 */
record Restored(
        Map<String, Registration> registrations,
        Map<String, MeterState> states,
        Set<String> unreadable,
        List<Poison> poison) {

    /** A record that cannot be read, and why. */
    record Poison(ConsumerRecord<byte[], byte[]> record, RuntimeException cause) {}

    Set<String> meterIds() {
        Set<String> all = new HashSet<>(registrations.keySet());
        all.addAll(unreadable);
        return all;
    }

    static Restored empty() {
        return new Restored(new HashMap<>(), new HashMap<>(), new HashSet<>(), new ArrayList<>());
    }
}
