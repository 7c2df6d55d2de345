// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.plumbline.schema.Topics;

/**
 * How far a streams application has come, by what it committed: a record counts as processed when the transaction that
 * holds its effects is committed.
 */
final class Progress implements AutoCloseable {

    /** A transaction of one producer ends with a marker, which takes an offset. */
    private static final int MARKER = 1;

    /** Longer than a whole fleet takes to be restored. */
    private static final Duration STALLED = Duration.ofMinutes(5);

    private final Admin admin;
    private final String prefix;

    Progress(String bootstrapServers, String prefix) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.prefix = prefix;
    }

    String applicationId() {
        return prefix + "drift-analyzer";
    }

    /** Waits until all readings there are and all that followed from them within the application are processed. */
    void awaitAllProcessed(StreamsApp app, Duration deadline) throws InterruptedException {
        Map<TopicPartition, Long> before = new HashMap<>();
        long[] since = {System.nanoTime()};
        app.process().awaitReady(deadline, () -> {
            Map<TopicPartition, Long> now = committed();
            if (!now.equals(before)) {
                before.clear();
                before.putAll(now);
                since[0] = System.nanoTime();
            } else if (System.nanoTime() - since[0] > STALLED.toNanos()) {
                throw new IllegalStateException("nothing was processed for " + STALLED + "; see "
                        + app.process().log());
            }
            return isProcessed(readings()) && isProcessed(repartitioned());
        });
    }

    private Collection<TopicPartition> readings() {
        return partitions(name -> name.equals(Topics.READINGS.prefixed(prefix)));
    }

    /** Partitions of the topic on which levels go to their tested meters. */
    Collection<TopicPartition> levels() {
        return partitions(name -> name.equals(applicationId() + "-levels-repartition"));
    }

    private Collection<TopicPartition> repartitioned() {
        return partitions(name -> name.startsWith(prefix) && name.endsWith("-repartition"));
    }

    private boolean isProcessed(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return false;
        }
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, Long> committed = committed();
        return ends.entrySet().stream()
                .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue() - MARKER);
    }

    /** Offsets up to which the application has committed. */
    Map<TopicPartition, Long> committed() {
        Map<TopicPartition, OffsetAndMetadata> found = get(() -> admin.listConsumerGroupOffsets(applicationId())
                .partitionsToOffsetAndMetadata()
                .get());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    private Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        var asked = admin.listOffsets(
                partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())));
        return get(() -> {
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (TopicPartition partition : partitions) {
                ends.put(partition, asked.partitionResult(partition).get().offset());
            }
            return ends;
        });
    }

    /** Octets that the broker holds of the application's changelogs. */
    long changelogOctets() {
        var changelogs = changelogs();
        return get(() -> admin.describeLogDirs(List.of(1)).allDescriptions().get()).values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> changelogs.contains(replica.getKey().topic()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** Names of the application's changelogs. */
    List<String> changelogs() {
        return topics(name -> name.startsWith(prefix) && name.endsWith("-changelog"));
    }

    private List<String> topics(Predicate<String> name) {
        return get(() -> admin.listTopics().names().get()).stream()
                .filter(name)
                .sorted()
                .toList();
    }

    private Collection<TopicPartition> partitions(Predicate<String> name) {
        List<String> topics = topics(name);
        List<TopicPartition> all = new ArrayList<>();
        for (TopicDescription topic :
                get(() -> admin.describeTopics(topics).allTopicNames().get()).values()) {
            topic.partitions().forEach(each -> all.add(new TopicPartition(topic.name(), each.partition())));
        }
        return all;
    }

    /** Creates changelogs that the broker does not compact while they are measured. */
    void createChangelogs(Collection<String> names) {
        List<NewTopic> topics = names.stream()
                .map(name -> new NewTopic(name, Topics.DEFAULT_PARTITIONS, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "86400000")))
                .toList();
        var unused = get(() -> admin.createTopics(topics).all().get());
    }

    /** Deletes all topics of the prefix. */
    void deleteTopics() {
        List<String> all = topics(name -> name.startsWith(prefix));
        var unused = get(() -> admin.deleteTopics(all).all().get());
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T get(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not say: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
