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
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.port.CommitLog;
import org.plumbline.gateway.state.MeterState;

/**
 * Commits of one partition, several in one transaction: what has gathered in {@link #GATHER} or {@link #MAX_RECORDS}
 * records, whichever comes first; at once when somebody waits. The transaction is opened when all of it is there, so it is
 * never open across meter I/O. {@link #submit} is for many threads, everything else for the owner's thread.
 */
final class GroupCommit implements CommitLog {

    static final Duration GATHER = Duration.ofMillis(200);
    static final int MAX_RECORDS = 5_000;
    private static final int MAX_QUEUED_RECORDS = 20_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private record Entry(Commit commit, int weight, CompletableFuture<Void> durable) {}

    private final int partition;
    private final Producer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final TakenWork work;
    private final ConsumerGroupMetadata offsetsGroup;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MAX_QUEUED_RECORDS, true);
    private volatile boolean closed;

    GroupCommit(
            int partition,
            Producer<byte[], byte[]> producer,
            RecordWriter writer,
            TakenWork work,
            ConsumerGroupMetadata offsetsGroup,
            LongSupplier nanoTime) {
        this.partition = partition;
        this.producer = producer;
        this.writer = writer;
        this.work = work;
        this.offsetsGroup = offsetsGroup;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<Void> submit(Commit commit) {
        int weight = Math.min(commit.publications().size() + 1, MAX_QUEUED_RECORDS);
        try {
            if (!room.tryAcquire(weight, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommitFailedException("no room in the commit queue of partition " + partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommitFailedException("interrupted while waiting for room in the commit queue", e);
        }
        Entry entry = new Entry(commit, weight, new CompletableFuture<>());
        queue.add(entry);
        if (closed && queue.remove(entry)) {
            room.release(weight);
            throw new CommitFailedException("partition " + partition + " is no longer owned");
        }
        return entry.durable();
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
                room.release(entry.weight());
                entry.durable().complete(null);
            }
        }
    }

    private List<Entry> gather(Entry first) throws InterruptedException {
        List<Entry> batch = new ArrayList<>(List.of(first));
        int records = first.weight();
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
            records += next.weight();
            urgent |= next.commit().urgent();
        }
        return batch;
    }

    private void transact(List<Entry> batch) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, MeterState> stateByMeter = new LinkedHashMap<>();
        for (Entry entry : batch) {
            Commit commit = entry.commit();
            for (Publication publication : commit.publications()) {
                records.add(writer.record(partition, commit.meterId(), publication));
            }
            if (commit.next() != null) {
                stateByMeter.put(commit.meterId(), commit.next());
            }
            Commit.Ended ended = commit.ended();
            if (ended != null) {
                work.end(ended.work(), ended.offset());
            }
        }
        stateByMeter.forEach((meterId, state) -> records.add(writer.state(partition, meterId, state)));
        transact(records, work.advance());
    }

    /** Commits records of the owner itself, such as dead letters, with the positions they end. */
    void transact(List<ProducerRecord<byte[], byte[]>> records, Map<TopicPartition, OffsetAndMetadata> positions) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        producer.beginTransaction();
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record, (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            }
            if (!positions.isEmpty()) {
                producer.sendOffsetsToTransaction(positions, offsetsGroup);
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
            room.release(entry.weight());
            String message = "partition " + partition + " could not commit";
            entry.durable()
                    .completeExceptionally(
                            cause == null
                                    ? new CommitFailedException(message)
                                    : new CommitFailedException(message, cause));
        }
    }
}
