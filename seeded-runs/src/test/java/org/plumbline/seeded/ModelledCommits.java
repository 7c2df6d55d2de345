// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.plumbline.gateway.commit.Commit;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.ownership.WorkOffsets;
import org.plumbline.gateway.port.CommitLog;

/** Commits of one tenure of a partition, several in one transaction; the owner's task carries them out. */
final class ModelledCommits implements CommitLog {

    private static final long GATHER_NANOS = 200_000_000;

    /** Waits on simulated time. */
    private static final class Durable extends CompletableFuture<Void> {
        private final Scheduler scheduler;

        Durable(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public Void get(long timeout, TimeUnit unit)
                throws InterruptedException, java.util.concurrent.ExecutionException, TimeoutException {
            boolean done = scheduler.await(this::isDone, unit.toNanos(timeout));
            if (scheduler.takeInterrupt()) {
                throw new InterruptedException();
            }
            if (!done) {
                throw new TimeoutException();
            }
            return super.get(0, unit);
        }
    }

    private record Entry(Commit commit, Durable durable) {}

    private final World world;
    private final ModelledInstance instance;
    private final int partition;
    private final int epoch;
    private final WorkOffsets orderOffsets;
    private final WorkOffsets requestOffsets;
    private final Deque<Entry> queue = new ArrayDeque<>();
    private boolean closed;

    ModelledCommits(
            World world,
            ModelledInstance instance,
            int partition,
            int epoch,
            WorkOffsets orderOffsets,
            WorkOffsets requestOffsets) {
        this.world = world;
        this.instance = instance;
        this.partition = partition;
        this.epoch = epoch;
        this.orderOffsets = orderOffsets;
        this.requestOffsets = requestOffsets;
    }

    @Override
    public CompletableFuture<Void> submit(Commit commit) {
        instance.aliveOrGone();
        if (closed) {
            throw new CommitFailedException("partition " + partition + " is no longer owned");
        }
        Durable durable = new Durable(world.scheduler());
        queue.add(new Entry(commit, durable));
        if (world.flaw() == Flaw.DURABLE_TOO_EARLY) {
            durable.complete(null);
        }
        return durable;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Commits what has gathered. */
    void commitNext() {
        if (queue.isEmpty()) {
            return;
        }
        world.scheduler()
                .await(() -> queue.stream().anyMatch(entry -> entry.commit().urgent()), GATHER_NANOS);
        instance.port();
        List<Entry> batch = nextBatch();
        try {
            transactAll(batch);
        } catch (CommitFailedException | FencedException failed) {
            refuse(batch, failed);
            throw failed;
        }
        batch.forEach(entry -> entry.durable().complete(null));
    }

    /** In the order submitted; where one transaction ends and the next begins is nobody's to rely on. */
    private List<Entry> nextBatch() {
        int count =
                world.chance().nextBoolean() ? queue.size() : 1 + world.chance().nextInt(queue.size());
        List<Entry> batch = new ArrayList<>();
        while (batch.size() < count) {
            batch.add(queue.remove());
        }
        return batch;
    }

    private void transactAll(List<Entry> batch) {
        ModelledLog.Transaction records = new ModelledLog.Transaction();
        ModelledLog.Transaction states = new ModelledLog.Transaction();
        for (Entry entry : batch) {
            Commit commit = entry.commit();
            commit.publications()
                    .forEach(publication ->
                            records.records.add(new ModelledLog.Published(commit.meterId(), publication)));
            if (commit.next() != null) {
                states.states.put(commit.meterId(), commit.next());
            }
            Commit.Ended ended = commit.ended();
            if (ended != null) {
                offsetsOf(ended.work()).end(ended.offset());
            }
        }
        OptionalLong position = orderOffsets.advance();
        records.requestPosition = requestOffsets.advance();
        switch (world.flaw()) {
            case CURSOR_BEFORE_ROWS -> {
                transact(states);
                records.orderPosition = position;
                transact(records);
            }
            case ROWS_BEFORE_CURSOR -> {
                transact(records);
                states.orderPosition = position;
                transact(states);
            }
            default -> {
                records.states.putAll(states.states);
                records.orderPosition = position;
                transact(records);
            }
        }
    }

    private WorkOffsets offsetsOf(Commit.Work work) {
        return switch (work) {
            case ORDER -> orderOffsets;
            case REQUEST -> requestOffsets;
        };
    }

    private void transact(ModelledLog.Transaction transaction) {
        Weather weather = world.field().weather();
        world.scheduler().sleep(world.brokerNanos());
        instance.port();
        if (world.strike().hits(Blow.BROKER_SILENT)) {
            world.silenceBroker(ModelledInstance.SESSION_TIMEOUT.multipliedBy(2));
            world.scheduler().sleep(world.brokerNanos());
            instance.port();
        }
        if (world.field().happens(weather.abortedTransaction())
                || world.strike().hits(Blow.TRANSACTION_ABORTED)) {
            throw new CommitFailedException("aborted");
        }
        ModelledLog.Ending ending = world.log().commit(partition, epoch, transaction);
        if (transaction.records.stream().anyMatch(record -> record.publication() instanceof Publication.Outcome)) {
            instance.point(Strike.OUTCOME_COMMITTED);
        }
        world.scheduler().sleep(world.brokerNanos());
        instance.port();
        if (ending == ModelledLog.Ending.FENCED) {
            throw new FencedException();
        }
        if (world.field().happens(weather.unknownCommit()) || world.strike().hits(Blow.COMMIT_UNKNOWN)) {
            throw new CommitFailedException("nobody knows");
        }
    }

    /** Refuses what is queued and all that comes. */
    void close() {
        closed = true;
        List<Entry> rest = new ArrayList<>(queue);
        queue.clear();
        refuse(rest, new CommitFailedException("partition " + partition + " could not commit"));
    }

    private static void refuse(List<Entry> entries, RuntimeException cause) {
        entries.forEach(entry -> entry.durable().completeExceptionally(cause));
    }
}
