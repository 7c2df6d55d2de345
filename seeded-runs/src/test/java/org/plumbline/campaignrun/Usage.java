// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * What has been used up to a moment.
 *
 * @param seconds wall time since the run began
 * @param frames ciphered requests that meters saw
 * @param cpuSeconds processor time by process
 * @param records offsets given by the broker, transaction markers included, by topic
 * @param octets size of the logs, by topic
 */
record Usage(
        double seconds,
        long frames,
        long connections,
        Map<String, Double> cpuSeconds,
        Map<String, Long> records,
        Map<String, Long> octets) {

    static Usage now(Progress progress, RunLedger ledger, HeadEnd head) throws Exception {
        Map<String, Long> records = new TreeMap<>();
        Map<String, Long> octets = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", head.platform.bootstrapServers()))) {
            ends(admin).forEach((partition, end) -> records.merge(partition.topic(), end, Long::sum));
            admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .forEach(dir -> dir.replicaInfos()
                            .forEach((partition, info) -> octets.merge(partition.topic(), info.size(), Long::sum)));
        }
        return new Usage(progress.seconds(), ledger.frames(), ledger.connections(), head.cpuSeconds(), records, octets);
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(admin.listTopics().names().get())
                .allTopicNames()
                .get()
                .values()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> latest.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** What was used since an earlier moment. */
    Usage since(Usage earlier) {
        Map<String, Double> cpu = new TreeMap<>(cpuSeconds);
        cpu.replaceAll((name, value) -> value - earlier.cpuSeconds.getOrDefault(name, 0.0));
        return new Usage(
                seconds - earlier.seconds,
                frames - earlier.frames,
                connections - earlier.connections,
                cpu,
                less(records, earlier.records),
                less(octets, earlier.octets));
    }

    private static Map<String, Long> less(Map<String, Long> now, Map<String, Long> earlier) {
        Map<String, Long> less = new TreeMap<>(now);
        less.replaceAll((topic, value) -> value - earlier.getOrDefault(topic, 0L));
        less.values().removeIf(value -> value == 0);
        return less;
    }

    static long sum(Map<String, Long> figures) {
        return figures.values().stream().mapToLong(Long::longValue).sum();
    }
}
