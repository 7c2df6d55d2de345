// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.port.CommitLog;
import org.plumbline.gateway.state.MeterState;

/**
 * The state of one meter while it is owned. Changes are visible here at once and durable when their commit is: when a
 * commit fails the owner starts again from what is durable, and this object is of no further use. Only the meter's session
 * changes it, one task after the other; any thread may look. No lock is held while a commit waits for room.
 */
public final class MeterMemory {

    private final String meterId;
    private final CommitLog log;
    private final Duration commitDeadline;
    private volatile MeterState state;
    private volatile CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);

    /** @param commitDeadline bound of {@link #flush} */
    public MeterMemory(String meterId, MeterState state, CommitLog log, Duration commitDeadline) {
        this.meterId = meterId;
        this.state = state;
        this.log = log;
        this.commitDeadline = commitDeadline;
    }

    public String meterId() {
        return meterId;
    }

    /** Never waits, not even while a commit waits for room. */
    public MeterState state() {
        return state;
    }

    /** Queues a change with its records; may block for back-pressure. {@link #flush} tells when it is durable. */
    public void commit(UnaryOperator<MeterState> change, List<Publication> records) {
        MeterState next = change.apply(state);
        submit(Commit.of(meterId, changed(next), records), next);
    }

    /** Queues records that change nothing of the state. */
    public void publish(Publication... records) {
        commit(UnaryOperator.identity(), List.of(records));
    }

    /** Makes a change durable before it returns. */
    public void commitNow(UnaryOperator<MeterState> change, List<Publication> records) {
        MeterState next = change.apply(state);
        submit(Commit.of(meterId, changed(next), records).asUrgent(), next);
        flush();
    }

    /** Makes a change durable together with the end of the order at that offset. */
    public void endOrder(long offset, UnaryOperator<MeterState> change, List<Publication> records) {
        end(Commit.Work.ORDER, offset, change, records);
    }

    /** Makes a change durable together with the end of the read request at that offset. */
    public void endRequest(long offset, UnaryOperator<MeterState> change, List<Publication> records) {
        end(Commit.Work.REQUEST, offset, change, records);
    }

    private void end(Commit.Work work, long offset, UnaryOperator<MeterState> change, List<Publication> records) {
        MeterState next = change.apply(state);
        submit(Commit.of(meterId, changed(next), records).ending(work, offset), next);
        flush();
    }

    /**
     * Returns when everything queued before is durable.
     *
     * @throws CommitFailedException when a commit failed or took too long
     */
    public void flush() {
        try {
            newest.get(commitDeadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CommitFailedException("commit failed", e);
        } catch (TimeoutException e) {
            throw new CommitFailedException("commit not durable after " + commitDeadline.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommitFailedException("interrupted while waiting for a commit", e);
        }
    }

    private @Nullable MeterState changed(MeterState next) {
        return next.equals(state) ? null : next;
    }

    private void submit(Commit commit, MeterState next) {
        newest = log.submit(commit);
        state = next;
    }
}
