// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.schema.EventCodes;

/** What was asked of one meter, and how it was answered. */
final class RequestBook {

    private final Map<String, Set<Instant>> dueByRequest = new HashMap<>();
    private final Map<String, Set<Instant>> rowsByRequest = new HashMap<>();
    private final Set<String> answered = new HashSet<>();

    /** @param captured rows of the meter so far: those within the range must be in the answer */
    void asked(ReceivedRequest request, TreeMap<Instant, Long> captured) {
        boolean rows = request.kind() == ReceivedRequest.Kind.PROFILE;
        dueByRequest.putIfAbsent(
                request.requestId(),
                rows
                        ? Set.copyOf(captured.subMap(request.from(), true, request.to(), true)
                                .keySet())
                        : Set.of());
    }

    boolean answered(String requestId) {
        return answered.contains(requestId);
    }

    /** @return what is wrong with it; empty text when nothing is */
    String row(Publication.Reading reading) {
        boolean first = rowsByRequest
                .computeIfAbsent(reading.requestId(), unknown -> new HashSet<>())
                .add(reading.captureTime());
        return first ? "" : reading.requestId() + ": row of " + reading.captureTime() + " twice";
    }

    /** @return what is wrong with it; empty text when nothing is */
    String answer(Publication.Event event) {
        String requestId = event.evidence().get("requestId");
        Set<Instant> due = dueByRequest.get(requestId);
        if (due == null || !answered.add(requestId)) {
            return requestId + (due == null ? ": answered though not asked" : ": answered twice");
        }
        Set<Instant> rows = rowsByRequest.getOrDefault(requestId, Set.of());
        return event.code().equals(EventCodes.READ_FAILED) || rows.containsAll(due)
                ? ""
                : requestId + ": rows are missing, there are only " + rows;
    }
}
