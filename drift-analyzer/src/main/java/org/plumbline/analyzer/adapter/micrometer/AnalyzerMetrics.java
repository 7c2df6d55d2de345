// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.plumbline.analyzer.adapter.kafka.PoisonObserver;

/**
 * Counts and measures what the analyzer does. Names and labels are documented in docs/operations-analyzer.md. Safe for use
 * by many threads.
 */
public final class AnalyzerMetrics implements StateRestoreListener, PoisonObserver {
    static final String PREFIX = "plumbline.analyzer.";

    private final MeterRegistry registry;
    private final Map<TopicPartition, Long> leftToRestore = new ConcurrentHashMap<>();
    private final Counter restored;
    private final Counter threadsReplaced;

    /** Metrics that need no stream. */
    public AnalyzerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.restored = Counter.builder(PREFIX + "restored.records")
                .description("Changelog records restored")
                .register(registry);
        this.threadsReplaced = Counter.builder(PREFIX + "threads.replaced")
                .description("Stream threads that died and were replaced")
                .register(registry);
        Gauge.builder(
                        PREFIX + "restore.records",
                        leftToRestore,
                        left -> left.values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .description("Changelog records still to be restored")
                .register(registry);
    }

    /** Follows a stream, before it starts. The metrics that are returned must be closed with it. */
    public KafkaStreamsMetrics follow(KafkaStreams streams) {
        Gauge.builder(PREFIX + "running", streams, each -> each.state() == KafkaStreams.State.RUNNING ? 1 : 0)
                .description("1 while partitions are processed")
                .register(registry);
        tasks(streams, "active", ThreadMetadata::activeTasks);
        tasks(streams, "standby", ThreadMetadata::standbyTasks);
        KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams);
        kafka.bindTo(registry);
        return kafka;
    }

    private void tasks(KafkaStreams streams, String kind, Function<ThreadMetadata, Collection<?>> tasks) {
        Gauge.builder(
                        PREFIX + "tasks",
                        streams,
                        each -> each.metadataForLocalThreads().stream()
                                .mapToInt(thread -> tasks.apply(thread).size())
                                .sum())
                .description("Tasks of this instance")
                .tag("kind", kind)
                .register(registry);
    }

    /** A stream thread died and was replaced. */
    public void onThreadReplaced() {
        threadsReplaced.increment();
    }

    @Override
    public void onPoison(String topic) {
        registry.counter(PREFIX + "dead.letters", "topic", topic).increment();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        leftToRestore.put(changelog, to - from);
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long end, long records) {
        leftToRestore.computeIfPresent(changelog, (partition, left) -> Math.max(0, left - records));
        restored.increment(records);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        leftToRestore.remove(changelog);
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        leftToRestore.remove(changelog);
    }
}
