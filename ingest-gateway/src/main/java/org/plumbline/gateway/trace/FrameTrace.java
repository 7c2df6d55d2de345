// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.trace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.port.FrameTap;

/** The newest frames of one meter, until the trace switches itself off. Safe for many threads. */
public final class FrameTrace implements FrameTap {

    static final int CAPACITY = 512;
    static final int SHOWN_OCTETS = 512;

    private final String principal;
    private final Instant startedAt;
    private final Instant endsAt;
    private final long endsAtNanos;
    private final InstantSource wallTime;
    private final LongSupplier nanoTime;
    private final Deque<TracedFrame> frames = new ArrayDeque<>();
    private long dropped;
    private boolean showing;

    FrameTrace(String principal, Duration length, InstantSource wallTime, LongSupplier nanoTime) {
        this.principal = principal;
        this.startedAt = wallTime.instant();
        this.endsAt = startedAt.plus(length);
        this.endsAtNanos = nanoTime.getAsLong() + length.toNanos();
        this.wallTime = wallTime;
        this.nanoTime = nanoTime;
    }

    public String principal() {
        return principal;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant endsAt() {
        return endsAt;
    }

    /** False once the time is over: nothing is recorded any more. */
    public boolean running() {
        return endsAtNanos - nanoTime.getAsLong() > 0;
    }

    /** Oldest first. */
    public synchronized List<TracedFrame> frames() {
        return List.copyOf(frames);
    }

    /** Frames that made room for newer ones. */
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public void frame(boolean sent, String phase, byte[] apdu) {
        if (running()) {
            add(sent, phase, apdu, ApduShape.counter(apdu), null);
        }
    }

    @Override
    public synchronized void plain(boolean sent, String phase, byte[] apdu) {
        if (running()) {
            showing = sent ? ApduShape.mayBeShown(apdu, showing) : showing;
            add(sent, phase, apdu, null, showing ? hex(apdu) : null);
        }
    }

    private synchronized void add(
            boolean sent, String phase, byte[] apdu, @Nullable Long counter, @Nullable String shown) {
        if (frames.size() == CAPACITY) {
            frames.removeFirst();
            dropped++;
        }
        frames.addLast(
                new TracedFrame(wallTime.instant(), sent, phase, ApduShape.service(apdu), apdu.length, counter, shown));
    }

    private static String hex(byte[] apdu) {
        return apdu.length <= SHOWN_OCTETS
                ? HexFormat.of().formatHex(apdu)
                : HexFormat.of().formatHex(Arrays.copyOf(apdu, SHOWN_OCTETS)) + "...";
    }
}
