// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.port.CommitLog;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OwnerPositions;

/**
 * Commits of one partition, several in one transaction: what has gathered in {@link #GATHER} or {@link #MAX_RECORDS}
 * records, whichever comes first; at once when somebody waits. The transaction is opened when all of it is there, so it is
 * never open across meter I/O. {@link #submit} is for many threads, everything else for the owner's thread.
 */
final class GroupCommit implements CommitLog {

    static final Duration GATHER = Duration.ofMillis(200);
    static final int MAX_RECORDS = 5_000;
    /** What sessions may have waiting, in octets; more than that, and they wait, and nothing new is polled. */
    static final int MAX_QUEUED_OCTETS = 4 << 20;
    /** Kafka's default limit of a request, less what surrounds a record in it. */
    static final int MAX_RECORD_OCTETS = (1 << 20) - (16 << 10);

    private static final int RECORD_OVERHEAD_OCTETS = 128;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** A commit with its records made: whoever submits what no record can be made of learns it, nobody else. */
    private record Entry(
            Commit commit,
            List<ProducerRecord<byte[], byte[]>> records,
            @Nullable ProducerRecord<byte[], byte[]> state,
            CompletableFuture<Void> durable) {

        int count() {
            return records.size() + 1;
        }

        int octets() {
            long octets = (long) RECORD_OVERHEAD_OCTETS + (state == null ? 0 : GroupCommit.octets(state));
            for (ProducerRecord<byte[], byte[]> record : records) {
                octets += GroupCommit.octets(record);
            }
            return (int) Math.min(octets, MAX_QUEUED_OCTETS);
        }
    }

    private final int partition;
    private final Producer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final TakenWork work;
    private final ConsumerGroupMetadata offsetsGroup;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MAX_QUEUED_OCTETS, true);
    private OwnerPositions positions;
    private volatile boolean closed;

    /** @param positions known when the owner began */
    GroupCommit(
            int partition,
            Producer<byte[], byte[]> producer,
            RecordWriter writer,
            TakenWork work,
            OwnerPositions positions,
            ConsumerGroupMetadata offsetsGroup,
            LongSupplier nanoTime) {
        this.partition = partition;
        this.producer = producer;
        this.writer = writer;
        this.work = work;
        this.positions = positions;
        this.offsetsGroup = offsetsGroup;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<Void> submit(Commit commit) {
        Entry entry = entry(commit);
        int octets = entry.octets();
        try {
            if (!room.tryAcquire(octets, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommitFailedException("no room in the commit queue of partition " + partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommitFailedException("interrupted while waiting for room in the commit queue", e);
        }
        queue.add(entry);
        if (closed && queue.remove(entry)) {
            room.release(octets);
            throw new CommitFailedException("partition " + partition + " is no longer owned");
        }
        return entry.durable();
    }

    private Entry entry(Commit commit) {
        try {
            List<ProducerRecord<byte[], byte[]>> records =
                    new ArrayList<>(commit.publications().size());
            for (Publication publication : commit.publications()) {
                records.add(bounded(writer.record(partition, commit.meterId(), publication)));
            }
            MeterState next = commit.next();
            return new Entry(
                    commit,
                    records,
                    next == null ? null : bounded(writer.state(partition, commit.meterId(), next)),
                    new CompletableFuture<>());
        } catch (SerializationException unmade) {
            try {
                RecordReader.requirePoison(unmade);
            } catch (RegistryUnavailableException registry) {
                throw new CommitFailedException("records cannot be made", registry);
            }
            throw unmade;
        }
    }

    /** One record too large would fail the transactions of all meters of the partition, again and again. */
    private static ProducerRecord<byte[], byte[]> bounded(ProducerRecord<byte[], byte[]> record) {
        if (octets(record) > MAX_RECORD_OCTETS) {
            throw new RecordTooLargeException(octets(record) + " octets for " + record.topic() + ", at most "
                    + MAX_RECORD_OCTETS + " can be sent");
        }
        return record;
    }

    private static int octets(ProducerRecord<byte[], byte[]> record) {
        return RECORD_OVERHEAD_OCTETS + record.key().length + (record.value() == null ? 0 : record.value().length);
    }

    /** Commits that wait for their transaction. */
    int waiting() {
        return queue.size();
    }

    /** Octets of all commits that are not durable yet. */
    int waitingOctets() {
        return MAX_QUEUED_OCTETS - room.availablePermits();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Commits what has gathered.
     *
     * @param wait longest wait for something to commit
     * @throws KafkaException when the transaction failed; everything in it was refused
     */
    void commitNext(Duration wait) throws InterruptedException {
        Entry first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            List<Entry> batch = gather(first);
            try {
                transact(batch);
            } catch (RuntimeException e) {
                refuse(batch, e);
                throw e;
            }
            for (Entry entry : batch) {
                room.release(entry.octets());
                entry.durable().complete(null);
            }
        }
    }

    private List<Entry> gather(Entry first) throws InterruptedException {
        List<Entry> batch = new ArrayList<>(List.of(first));
        int records = first.count();
        boolean urgent = first.commit().urgent();
        long deadline = nanoTime.getAsLong() + GATHER.toNanos();
        while (records < MAX_RECORDS) {
            Entry next = urgent
                    ? queue.poll()
                    : queue.poll(Math.max(0, deadline - nanoTime.getAsLong()), TimeUnit.NANOSECONDS);
            if (next == null) {
                return batch;
            }
            batch.add(next);
            records += next.count();
            urgent |= next.commit().urgent();
        }
        return batch;
    }

    private void transact(List<Entry> batch) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, ProducerRecord<byte[], byte[]>> stateByMeter = new LinkedHashMap<>();
        for (Entry entry : batch) {
            records.addAll(entry.records());
            if (entry.state() != null) {
                stateByMeter.put(entry.commit().meterId(), entry.state());
            }
            Commit.Ended ended = entry.commit().ended();
            if (ended != null) {
                work.end(ended.work(), ended.offset());
            }
        }
        records.addAll(stateByMeter.values());
        transact(records, work.advance());
    }

    /** Commits records of the owner itself, such as dead letters, with the positions they end. */
    void transact(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> ended) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Callback noteFailure = (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        };
        producer.beginTransaction();
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record, noteFailure);
            }
            if (!ended.isEmpty()) {
                ended.forEach((at, next) -> positions = positions.with(at.topic(), next.offset()));
                var unused = producer.send(writer.positions(partition, positions), noteFailure);
                producer.sendOffsetsToTransaction(ended, offsetsGroup);
            }
            producer.commitTransaction();
        } catch (RuntimeException e) {
            Exception first = failure.get();
            if (first != null) {
                e.addSuppressed(first);
            }
            throw e;
        }
    }

    /** Ends work whose record cannot be read: dead letter and offset together. */
    void transactPoison(ProducerRecord<byte[], byte[]> letter, Commit.Work kind, long offset) {
        work.begin(kind, offset);
        work.end(kind, offset);
        transact(List.of(letter), work.advance());
    }

    /** Refuses what is queued and all that comes. */
    void close(@Nullable Throwable cause) {
        closed = true;
        List<Entry> rest = new ArrayList<>();
        queue.drainTo(rest);
        refuse(rest, cause);
    }

    private void refuse(List<Entry> entries, @Nullable Throwable cause) {
        for (Entry entry : entries) {
            room.release(entry.octets());
            String message = "partition " + partition + " could not commit";
            entry.durable()
                    .completeExceptionally(
                            cause == null
                                    ? new CommitFailedException(message)
                                    : new CommitFailedException(message, cause));
        }
    }
}
