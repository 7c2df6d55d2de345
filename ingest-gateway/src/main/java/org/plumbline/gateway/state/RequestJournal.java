// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The read requests a meter was given, so that none is answered twice. Immutable.
 *
 * @param answered the {@link #MAX_ANSWERED} requests answered that expire last
 * @param forgottenUntil latest expiry of a request that was answered and is not kept any more
 * @param underWay how far the request in hand has come; null when nothing of it is published
 */
public record RequestJournal(
        List<Answered> answered,
        Instant forgottenUntil,
        @Nullable Progress underWay) {

    public static final int MAX_ANSWERED = 16;
    public static final int LONGEST_ID = 64;

    public static final RequestJournal EMPTY = new RequestJournal(List.of(), Instant.EPOCH, null);

    public RequestJournal {
        answered = List.copyOf(answered);
    }

    /** A request answered; an id that is too long is kept in part, for it was refused. */
    public record Answered(String requestId, Instant expiresAt) {}

    /**
     * What is published of a request.
     *
     * @param resumeFrom first capture time that has not been asked for
     * @param readings published so far
     */
    public record Progress(String requestId, Instant resumeFrom, int readings) {}

    public boolean answered(String requestId) {
        String kept = kept(requestId);
        return answered.stream().anyMatch(known -> known.requestId().equals(kept));
    }

    /** True when the request is not known, but expires so early that it may have been answered and dropped since. */
    public boolean mayHaveForgotten(String requestId, Instant expiresAt) {
        return !answered(requestId) && progressOf(requestId) == null && !expiresAt.isAfter(forgottenUntil);
    }

    /** How far that request has come; null when nothing of it is published. */
    public @Nullable Progress progressOf(String requestId) {
        return underWay != null && underWay.requestId().equals(requestId) ? underWay : null;
    }

    public RequestJournal progressed(Progress progress) {
        return new RequestJournal(answered, forgottenUntil, progress);
    }

    public RequestJournal answer(String requestId, Instant expiresAt) {
        List<Answered> more = new ArrayList<>(answered);
        more.add(new Answered(kept(requestId), expiresAt));
        more.sort(Comparator.comparing(Answered::expiresAt));
        Instant forgotten = forgottenUntil;
        while (more.size() > MAX_ANSWERED) {
            Instant dropped = more.removeFirst().expiresAt();
            forgotten = dropped.isAfter(forgotten) ? dropped : forgotten;
        }
        return new RequestJournal(more, forgotten, progressOf(requestId) == null ? underWay : null);
    }

    private static String kept(String requestId) {
        return requestId.length() > LONGEST_ID ? requestId.substring(0, LONGEST_ID) : requestId;
    }
}
