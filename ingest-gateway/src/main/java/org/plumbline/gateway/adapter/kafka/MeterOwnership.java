// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.polling.Backoff;
import org.plumbline.schema.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Membership of the consumer group: whoever is assigned a partition of {@code meters.v1} owns its meters. The lease is
 * renewed by committing a (meaningless) offset under the group's generation: the coordinator's answer proves that it still
 * counts this instance as the owner, which neither a poll nor a heartbeat in the background does.
 */
final class MeterOwnership implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(MeterOwnership.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final OwnerServices services;
    private final Lease lease;
    private final Map<Integer, PartitionOwner> owners = new ConcurrentSkipListMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean joined;
    private long renewalDueNanos;
    private boolean renewalUnderWay;
    private int partitions;

    MeterOwnership(OwnerServices services, Lease lease) {
        this.services = services;
        this.lease = lease;
        this.thread = Thread.ofPlatform().name("gateway-group").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** State of the owner of each partition assigned; safe from any thread. */
    Map<Integer, OwnerState> ownerStates() {
        Map<Integer, OwnerState> states = new TreeMap<>();
        owners.forEach((partition, owner) -> states.put(partition, owner.state()));
        return states;
    }

    /** What all owners together have to do; safe from any thread. */
    PartitionLoad load() {
        return owners.values().stream().map(PartitionOwner::load).reduce(PartitionLoad.NONE, PartitionLoad::plus);
    }

    /** True when the group has made its first assignment; it may be of no partition. */
    boolean joined() {
        return joined;
    }

    boolean alive() {
        return thread.isAlive() && owners.values().stream().allMatch(PartitionOwner::alive);
    }

    private void run() {
        int failures = 0;
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(services.settings().groupConsumer())) {
                partitions = consumer.partitionsFor(services.settings().name(Topics.METERS))
                        .size();
                consumer.subscribe(List.of(services.settings().name(Topics.METERS)), this);
                renewalUnderWay = false;
                while (!closing) {
                    consumer.poll(POLL);
                    consumer.pause(consumer.assignment());
                    renew(consumer);
                    failures = 0;
                }
            } catch (WakeupException e) {
                LOGGER.debug("group consumer woken up");
            } catch (KafkaException e) {
                failures++;
                lease.end();
                release(List.copyOf(owners.keySet()));
                LOGGER.atWarn().setCause(e).log("group membership failed, joining again");
                pause(BACKOFF.delay(failures, services.chance().getAsDouble()));
            }
        }
        lease.end();
    }

    private void renew(KafkaConsumer<byte[], byte[]> consumer) {
        long asked = services.nanoTime().getAsLong();
        if (renewalUnderWay
                || asked - renewalDueNanos < 0
                || consumer.assignment().isEmpty()) {
            return;
        }
        renewalUnderWay = true;
        renewalDueNanos = asked + RENEWAL.toNanos();
        Map<TopicPartition, OffsetAndMetadata> nothing = consumer.assignment().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0)));
        consumer.commitAsync(nothing, (offsets, failure) -> {
            renewalUnderWay = false;
            if (failure == null) {
                lease.renew(asked);
            } else {
                LOGGER.atInfo().addKeyValue("error", failure.toString()).log("lease not renewed");
            }
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        renewalDueNanos = services.nanoTime().getAsLong();
        for (TopicPartition assigned : partitions) {
            PartitionOwner owner = PartitionOwner.of(assigned.partition(), services);
            if (owners.putIfAbsent(assigned.partition(), owner) == null) {
                owner.start();
            }
        }
        share();
        joined = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        release(partitions.stream().map(TopicPartition::partition).toList());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lease.end();
        release(partitions.stream().map(TopicPartition::partition).toList());
    }

    /** Ends the owners together, within the drain time and a little. */
    private void release(Collection<Integer> partitions) {
        List<PartitionOwner> ending =
                partitions.stream().map(owners::remove).filter(Objects::nonNull).toList();
        ending.forEach(PartitionOwner::release);
        long deadline = services.nanoTime().getAsLong()
                + services.settings().drain().plusMillis(500).toNanos();
        for (PartitionOwner owner : ending) {
            try {
                long left = Math.max(1, deadline - services.nanoTime().getAsLong());
                if (!owner.awaitEnd(Duration.ofNanos(left))) {
                    LOGGER.warn("an owner did not end in time; the next one fences it");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        share();
    }

    /** What a segment bears is shared among the instances as its meters are: by partitions. */
    private void share() {
        if (partitions > 0) {
            services.meters().pacer().share(owners.size(), partitions);
        }
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the group in order; returns within the drain time and a second. */
    @Override
    public void close() {
        closing = true;
        try {
            boolean ended = thread.join(services.settings().drain().plus(Duration.ofSeconds(1)));
            if (!ended) {
                LOGGER.warn("the group consumer did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
