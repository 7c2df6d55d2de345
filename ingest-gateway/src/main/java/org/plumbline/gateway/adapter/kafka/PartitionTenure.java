// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.fleet.KeyClearance;
import org.plumbline.gateway.fleet.Registration;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.owned.OwnedMeter;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.polling.PollRota;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.gateway.state.DormantStates;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tenure of the owner of one partition, from fencing the predecessor to giving the partition back. A tenure that
 * failed is never mended: the next one begins from what is durable. {@link #run} is the owner's thread; the methods of
 * {@link OwnerLink} are for many threads.
 */
final class PartitionTenure implements OwnerLink, Tenure {

    private static final Duration LOOP = Duration.ofMillis(20);
    private static final Duration TICK = Duration.ofMillis(200);
    /** Bound of the wait for sessions that are broken off; their waits end at once. */
    private static final Duration BREAK_OFF = Duration.ofSeconds(2);

    private static final Logger LOGGER = LoggerFactory.getLogger(PartitionTenure.class);

    private final int partition;
    private final OwnerServices services;
    private final Consumer<OwnerState> states;
    private final TopicPartition metersPartition;
    private final TopicPartition ordersPartition;
    private final TopicPartition requestsPartition;
    /** Read for poison only: what a hold stops is the matter of {@link HoldsReader}. */
    private final TopicPartition holdsPartition;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<String, OwnedMeter> meters = new HashMap<>();
    private final PollRota rota = new PollRota();
    private DormantStates dormant = new DormantStates(Map.of());
    /** Meters that may be left to rest as soon as nothing is under way. */
    private final Set<String> leaving = new HashSet<>();

    private volatile PartitionLoad load = PartitionLoad.NONE;
    private int partitions;
    private @Nullable KeyClearance clearance;

    /** @param states hears every change of state */
    PartitionTenure(int partition, OwnerServices services, Consumer<OwnerState> states) {
        this.partition = partition;
        this.services = services;
        this.states = states;
        this.metersPartition = new TopicPartition(services.settings().name(Topics.METERS), partition);
        this.holdsPartition = new TopicPartition(services.settings().name(Topics.HOLDS), partition);
        this.ordersPartition = new TopicPartition(services.settings().name(Topics.CALIBRATION_ORDERS), partition);
        this.requestsPartition = new TopicPartition(services.settings().name(Topics.READ_REQUESTS), partition);
    }

    @Override
    public boolean running() {
        return stopping.getCount() > 0 && failure.get() == null;
    }

    @Override
    public boolean pause(Duration howLong) {
        try {
            boolean unusedStopped = stopping.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return running();
    }

    @Override
    public void await(CompletableFuture<?> answer, Duration howLong) {
        try {
            Object unusedAnswer = answer.get(howLong.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | CancellationException notAnswered) {
            // whoever asked looks at the answer
        }
    }

    @Override
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        services.meters().pacer().withdraw(this);
    }

    @Override
    public void stop() {
        stopping.countDown();
        services.meters().pacer().withdraw(this);
    }

    @Override
    public PartitionLoad load() {
        return load;
    }

    @Override
    public void run() throws InterruptedException {
        OwnerState.Fencing fencing = new OwnerState.Fencing();
        states.accept(fencing);
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(services.settings().producer(partition));
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(services.settings().ownerConsumer(partition))) {
            producer.initTransactions();
            OwnerState.Restoring restoring = fencing.toRestoring();
            states.accept(restoring);
            own(producer, consumer, restoring);
        }
    }

    private void own(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer,
            OwnerState.Restoring restoring)
            throws InterruptedException {
        TopicPartition statePartition = new TopicPartition(services.settings().name(Topics.GATEWAY_STATE), partition);
        partitions = consumer.partitionsFor(metersPartition.topic()).size();
        Optional<Restored> read = new PartitionRestore(consumer, services.reader(), services.nanoTime())
                .read(metersPartition, statePartition, this::running);
        if (read.isEmpty()) {
            return;
        }
        Restored restored = read.get();
        TakenWork work = new TakenWork(consumer, restored.positions);
        consumer.assign(List.of(metersPartition, ordersPartition, requestsPartition, holdsPartition));
        work.resume(holdsPartition);
        work.takeUp(Commit.Work.ORDER, ordersPartition);
        work.takeUp(Commit.Work.REQUEST, requestsPartition);
        GroupCommit commits = new GroupCommit(
                partition,
                producer,
                services.writer(),
                work,
                restored.positions,
                consumer.groupMetadata(),
                services.nanoTime());
        clearance = new KeyClearance(services.keys(), new Cleared(commits));
        try {
            takeUpMeters(restored, commits, work);
            OwnerState.Running running = restoring.toRunning(
                    meters.size(), services.meters().orders().wallTime().instant());
            states.accept(running);
            work(consumer, commits, work);
            states.accept(running.toDraining());
            drain(commits);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            throw e;
        } finally {
            stop();
            commits.close(failure.get());
            breakOff();
        }
    }

    /** Ends what sessions are still in: the next tenure must find their links closed, and they their commits refused. */
    private void breakOff() throws InterruptedException {
        meters.values().forEach(OwnedMeter::breakOff);
        long deadline = services.nanoTime().getAsLong() + BREAK_OFF.toNanos();
        int left = 0;
        for (OwnedMeter meter : meters.values()) {
            left += meter.awaitIdle(deadline) ? 0 : 1;
        }
        if (left > 0) {
            LOGGER.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("sessions", left)
                    .log("sessions have not ended with their tenure");
        }
    }

    private void takeUpMeters(Restored restored, GroupCommit commits, TakenWork work) {
        dormant = new DormantStates(restored.states);
        restored.registrations.forEach(this::admit);
        long told = work.doneOf(metersPartition).orElse(0);
        for (Restored.Poison poison : restored.poison) {
            if (poison.record().offset() >= told) {
                poisonOnMeters(poison.record(), poison.cause(), commits);
            }
        }
    }

    private OwnedMeter meter(String meterId, GroupCommit commits) {
        OwnedMeter known = meters.get(meterId);
        if (known != null) {
            return known;
        }
        OwnedMeter taken = new OwnedMeter(meterId, dormant.wake(meterId), services.meters(), this, commits, rota);
        meters.put(meterId, taken);
        return taken;
    }

    /** The meter that work was asked of; one that is not registered only until it has been answered. */
    private OwnedMeter asked(String meterId, GroupCommit commits) {
        if (!meters.containsKey(meterId)) {
            leaving.add(meterId);
        }
        return meter(meterId, commits);
    }

    /** Meters without an active registration are kept as octets only; an order for one wakes it to be answered. */
    private void letRest() {
        leaving.removeIf(meterId -> {
            OwnedMeter meter = meters.get(meterId);
            if (meter == null || !meter.dormant()) {
                return meter == null || !meter.inactive();
            }
            dormant.rest(meterId, meter.knownState());
            meters.remove(meterId);
            return true;
        });
    }

    private void admit(String meterId, @Nullable Registration registration) {
        if (registration == null) {
            clearance().register(meterId, "", new Admission.Inactive());
        } else {
            clearance()
                    .register(
                            meterId,
                            registration.keyReference(),
                            services.admissions().judge(registration));
        }
    }

    private KeyClearance clearance() {
        return Objects.requireNonNull(clearance, "not begun");
    }

    /** The meters, as clearance sees them. */
    private final class Cleared implements KeyClearance.Meters {
        private final GroupCommit commits;

        Cleared(GroupCommit commits) {
            this.commits = commits;
        }

        @Override
        public @Nullable Admission admissionOf(String meterId) {
            OwnedMeter meter = meters.get(meterId);
            return meter == null ? null : meter.admission();
        }

        @Override
        public void admit(String meterId, Admission admission) {
            if (admission instanceof Admission.Inactive) {
                if (!meters.containsKey(meterId)) {
                    return;
                }
                leaving.add(meterId);
            }
            meter(meterId, commits).admit(admission);
        }
    }

    private void work(KafkaConsumer<byte[], byte[]> consumer, GroupCommit commits, TakenWork work)
            throws InterruptedException {
        long tickedAt = services.nanoTime().getAsLong() - TICK.toNanos();
        while (stopping.getCount() > 0) {
            Throwable failed = failure.get();
            if (failed != null) {
                throw new CommitFailedException("the owner of partition " + partition + " starts again", failed);
            }
            commits.commitNext(LOOP);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                if (record.topic().equals(metersPartition.topic())) {
                    takeRegistration(record, commits);
                } else if (record.topic().equals(ordersPartition.topic())) {
                    takeWork(record, commits, work, Commit.Work.ORDER);
                } else if (record.topic().equals(holdsPartition.topic())) {
                    takeHold(record, commits);
                } else {
                    takeWork(record, commits, work, Commit.Work.REQUEST);
                }
            }
            work.holdBack();
            long now = services.nanoTime().getAsLong();
            if (now - tickedAt >= TICK.toNanos()) {
                tickedAt = now;
                load = new PartitionLoad(
                        meters.size(),
                        commits.waiting(),
                        commits.waitingOctets(),
                        work.open(Commit.Work.ORDER),
                        work.open(Commit.Work.REQUEST));
                clearance().look();
                letRest();
            }
            rota.turn(services.meters().orders().fieldTime().instant(), now);
        }
    }

    private void takeRegistration(ConsumerRecord<byte[], byte[]> record, GroupCommit commits) {
        try {
            admit(RecordReader.ownKey(record, partitions), services.reader().registration(record));
        } catch (SerializationException poison) {
            RecordReader.requirePoison(poison);
            poisonOnMeters(record, poison, commits);
        }
    }

    private void takeHold(ConsumerRecord<byte[], byte[]> record, GroupCommit commits) {
        try {
            services.reader().requireHold(record);
        } catch (SerializationException poison) {
            RecordReader.requirePoison(poison);
            commits.transact(
                    List.of(DeadLetter.of(services.settings(), record, poison)),
                    Map.of(holdsPartition, new OffsetAndMetadata(record.offset() + 1)));
            countDeadLetter(Topics.HOLDS);
        }
    }

    /** The position of meters.v1 tells up to where poison has been told; registrations are read anew in any case. */
    private void poisonOnMeters(ConsumerRecord<byte[], byte[]> record, RuntimeException cause, GroupCommit commits) {
        commits.transact(
                List.of(DeadLetter.of(services.settings(), record, cause)),
                Map.of(metersPartition, new OffsetAndMetadata(record.offset() + 1)));
        countDeadLetter(Topics.METERS);
    }

    private void countDeadLetter(Topic topic) {
        services.meters().orders().observer().deadLettered(topic.name());
    }

    private void takeWork(
            ConsumerRecord<byte[], byte[]> record, GroupCommit commits, TakenWork work, Commit.Work kind) {
        try {
            String meterId = RecordReader.ownKey(record, partitions);
            switch (kind) {
                case ORDER -> {
                    ReceivedOrder order = services.reader().order(record);
                    work.begin(kind, record.offset());
                    clearance().whenKnown(meterId, () -> asked(meterId, commits).receive(order, record.offset()));
                }
                case REQUEST -> {
                    ReceivedRequest request = services.reader().request(record);
                    work.begin(kind, record.offset());
                    clearance().whenKnown(meterId, () -> asked(meterId, commits).receive(request, record.offset()));
                }
            }
        } catch (SerializationException poison) {
            RecordReader.requirePoison(poison);
            commits.transactPoison(DeadLetter.of(services.settings(), record, poison), kind, record.offset());
            countDeadLetter(kind == Commit.Work.ORDER ? Topics.CALIBRATION_ORDERS : Topics.READ_REQUESTS);
        }
    }

    private void drain(GroupCommit commits) throws InterruptedException {
        long deadline =
                services.nanoTime().getAsLong() + services.settings().drain().toNanos();
        while (services.nanoTime().getAsLong() - deadline < 0) {
            commits.commitNext(LOOP);
            if (commits.isEmpty() && meters.values().stream().allMatch(OwnedMeter::idle)) {
                return;
            }
        }
    }
}
