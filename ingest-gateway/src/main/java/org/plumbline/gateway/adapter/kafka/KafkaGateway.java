// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.Map;
import org.plumbline.gateway.fleet.AdmissionRules;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.owned.MeterServices;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.schema.signing.TrustedSigners;

/** The gateway's work on Kafka: membership of the group, owners of partitions, view of the holds. */
public final class KafkaGateway implements AutoCloseable {

    private static final Duration TOPICS_DEADLINE = Duration.ofSeconds(60);

    private final MeterOwnership ownership;
    private final HoldsReader holds;
    private final KeyUseReader keys;

    private KafkaGateway(MeterOwnership ownership, HoldsReader holds, KeyUseReader keys) {
        this.ownership = ownership;
        this.holds = holds;
        this.keys = keys;
    }

    /**
     * Waits for the topics and starts.
     *
     * @param orderSigners who may sign orders
     * @param consoles who may lift holds
     * @throws IllegalStateException when the topics are missing or unequal
     */
    public static KafkaGateway start(
            KafkaSettings settings,
            SchemaRegistryClient registry,
            AdmissionRules admissions,
            TrustedSigners orderSigners,
            TrustedSigners consoles,
            MeterServices meters)
            throws InterruptedException {
        OrderExecution.Surroundings orders = meters.orders();
        TopicCheck.verify(settings, TOPICS_DEADLINE, orders.nanoTime());
        RecordReader reader = new RecordReader(registry, orderSigners, orders.wallTime());
        KeyUseReader keys = new KeyUseReader(settings, reader);
        OwnerServices services = new OwnerServices(
                settings,
                reader,
                new RecordWriter(settings, registry),
                admissions,
                keys,
                meters,
                orders.nanoTime(),
                orders.chance());
        HoldsReader holds = new HoldsReader(settings, registry, consoles, orders.holds(), orders.nanoTime());
        MeterOwnership ownership = new MeterOwnership(services, meters.lease());
        keys.start();
        holds.start();
        ownership.start();
        return new KafkaGateway(ownership, holds, keys);
    }

    /** State of the owner of each partition assigned to this instance. */
    public Map<Integer, OwnerState> owners() {
        return ownership.ownerStates();
    }

    /** What the owners have to do, all partitions together. */
    public PartitionLoad load() {
        return ownership.load();
    }

    /** The threads that must never end, and whether they are there. */
    public Map<String, Boolean> threads() {
        return Map.of("owners", ownership.alive(), "holds", holds.alive(), "keys", keys.alive());
    }

    /** True when the threads that must never end are there. */
    public boolean alive() {
        return !threads().containsValue(false);
    }

    /** True when the group has made its first assignment; it may be of no partition. */
    public boolean joined() {
        return ownership.joined();
    }

    /** Gives the partitions back in order; takes at most the drain time and a few seconds. */
    @Override
    public void close() {
        ownership.close();
        holds.close();
        keys.close();
    }
}
