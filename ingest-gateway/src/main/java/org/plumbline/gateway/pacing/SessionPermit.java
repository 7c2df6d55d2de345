// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The right to one session with a meter of a segment. Used by one session at a time; closed exactly when it has ended. */
public final class SessionPermit implements AutoCloseable {

    final Segment segment;
    final Lane lane;
    /** Number of the probe that the session is, or {@link Circuit#NO_PROBE}. */
    final int probe;

    /** Granted and not connected yet; guarded by the pacer's lock. */
    boolean ahead = true;

    private final Pacer pacer;
    private final Object holder;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<Void> connecting;
    private boolean answered;

    SessionPermit(Pacer pacer, Segment segment, Lane lane, int probe, Object holder) {
        this.pacer = pacer;
        this.segment = segment;
        this.lane = lane;
        this.probe = probe;
        this.holder = holder;
    }

    /**
     * The wait for one new connection.
     *
     * @param allowed completes when it may be opened, exceptionally when the holder has ended
     * @param expected how long that takes at most while limits stay as they are
     */
    public record Connect(CompletableFuture<Void> allowed, Duration expected) {}

    public String segment() {
        return segment.name;
    }

    /** Asks for one new connection; at most one question may be open. */
    public Connect connect() {
        CompletableFuture<Void> allowed = new CompletableFuture<>();
        Duration expected = Duration.ofNanos(pacer.connectNanos(segment));
        connecting = allowed;
        pacer.connect(this);
        return new Connect(allowed, expected);
    }

    /** The open question is no longer of interest. */
    public void giveUpConnect() {
        pacer.forgetConnect(this);
    }

    void allowConnect() {
        CompletableFuture<Void> waiting = connecting;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    void refuseConnect() {
        CompletableFuture<Void> waiting = connecting;
        if (waiting != null) {
            waiting.completeExceptionally(new CancellationException("the holder of the permit has ended"));
        }
    }

    Object holder() {
        return holder;
    }

    /** Something came back from the meter: the segment is alive. Told to the segment once in a session. */
    public void answered() {
        if (!answered) {
            answered = true;
            pacer.answered(segment);
        }
    }

    /**
     * The session has ended without any answer of the meter, at the level of the connection or the association.
     *
     * @param answeredLastTime whether the meter's attempt before was answered, or there was none
     */
    public Blame silent(String meterId, boolean answeredLastTime) {
        return pacer.silent(segment, meterId, answeredLastTime, probe);
    }

    /**
     * Counts the frames of the session, once, when it has ended.
     *
     * @see FrameLoss#add
     */
    public FrameLoss.Report frames(String meterId, int sent, int lost, @Nullable LossWindow window, boolean watched) {
        return segment.loss.add(meterId, sent, lost, window, watched);
    }

    /** True when something has come back from the meter in this session. */
    public boolean hasAnswered() {
        return answered;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pacer.giveBack(this);
        }
    }
}
