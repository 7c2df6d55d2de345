// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.imports.FileRows;
import org.plumbline.console.imports.ImportPlan;
import org.plumbline.console.imports.Values;
import org.plumbline.schema.serde.RecordSerde;

/**
 * What a topic holds of the rows of a file, and of others as far as they can be in their way. Its size is bounded by the file
 * and by what shares a value with it.
 */
final class RegisterFinds<T extends SpecificRecord> {
    private final KafkaFleetRegister.Kind<T> kind;
    private final String topic;
    private final Set<String> ids;
    private final Set<String> folded = new HashSet<>();
    private final Map<String, Set<String>> said = new HashMap<>();
    private final Map<String, byte[]> octets = new HashMap<>();
    private final Map<String, Set<String>> twins = new HashMap<>();
    private final Map<String, Values> others = new HashMap<>();

    RegisterFinds(TopicScan scan, KafkaFleetRegister.Kind<T> kind, String prefix, FileRows file) {
        this.kind = kind;
        this.topic = kind.topic().prefixed(prefix);
        this.ids = file.said(kind.layout().idColumn());
        ids.forEach(id -> folded.add(ImportPlan.folded(id)));
        kind.shared().forEach(column -> said.put(column, file.said(column)));
        scan.read(partitions(scan, topic), this::take);
    }

    static List<TopicPartition> partitions(TopicScan scan, String topic) {
        return IntStream.range(0, scan.partitions(topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** @throws ConsoleException when the octets cannot be read */
    static <V extends SpecificRecord> V decoded(RecordSerde<V> serde, String topic, byte[] octets) {
        try {
            V value = serde.deserialize(topic, octets);
            if (value != null) {
                return value;
            }
        } catch (SerializationException e) {
            throw new ConsoleException("a record of " + topic + " cannot be read: " + e.getMessage(), e);
        }
        throw new ConsoleException("a record of " + topic + " has no value");
    }

    private void take(ConsumerRecord<String, byte[]> found) {
        String id = found.key();
        if (id == null) {
            return;
        }
        if (ids.contains(id)) {
            keep(octets, id, found.value());
        }
        String look = ImportPlan.folded(id);
        if (folded.contains(look)) {
            Set<String> alike = twins.computeIfAbsent(look, same -> new TreeSet<>());
            if (found.value() == null) {
                alike.remove(id);
            } else {
                alike.add(id);
            }
        }
        if (!ids.contains(id) && !kind.shared().isEmpty()) {
            keep(others, id, found.value() == null ? null : inTheWay(found.value()));
        }
    }

    private @Nullable Values inTheWay(byte[] value) {
        return kind.read(topic, value)
                .map(kind.cells()::values)
                .filter(values -> kind.shared().stream()
                        .anyMatch(column -> said.getOrDefault(column, Set.of()).contains(values.text(column))))
                .orElse(null);
    }

    private static <V> void keep(Map<String, V> map, String id, @Nullable V value) {
        if (value == null) {
            map.remove(id);
        } else {
            map.put(id, value);
        }
    }

    /** Records of the rows, by id. */
    Map<String, byte[]> octets() {
        return octets;
    }

    /** Ids that look like one of a row, by the folded id. */
    Map<String, Set<String>> twins() {
        return twins;
    }

    /** Others that share a value with a row. */
    Collection<Values> others() {
        return others.values();
    }
}
