// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.RequestJournal;

/** What may be asked of a meter. Pure. The journal is asked first, so that a repeated request is answered once. */
public final class RequestRules {

    /** Most registers of one request. */
    public static final int MOST_REGISTERS = 64;

    /** Longest time that one request for rows may span. */
    public static final Duration LONGEST_SPAN = Duration.ofDays(400);

    private RequestRules() {}

    /**
     * @param admission of the meter whose key the record carries
     * @param wallTime now
     */
    public static RequestDecision decide(
            ReceivedRequest request, Admission admission, RequestJournal journal, Instant wallTime) {
        if (journal.answered(request.requestId())) {
            return new RequestDecision.Answered();
        }
        String malformed = defectOf(request);
        if (malformed != null) {
            return new RequestDecision.Refuse("MALFORMED", malformed);
        }
        if (!wallTime.isBefore(request.expiresAt())) {
            return new RequestDecision.Refuse(
                    "EXPIRED", "The request expired at " + request.expiresAt() + "; ask again.");
        }
        if (journal.mayHaveForgotten(request.requestId(), request.expiresAt())) {
            return new RequestDecision.Refuse(
                    "TOO_MANY", "It can no longer be told whether the request was answered before; ask with a new id.");
        }
        return switch (admission) {
            case Admission.Inactive inactive ->
                new RequestDecision.Refuse(
                        "METER_NOT_ACTIVE", "The meter is not registered as active; register it first.");
            case Admission.Rejected(String reason) ->
                new RequestDecision.Refuse(
                        "REGISTRATION_INVALID", "The registration cannot be worked with: " + reason + ".");
            case Admission.Admitted meter -> new RequestDecision.CarryOut(meter, taskOf(request));
        };
    }

    private static RequestDecision.Task taskOf(ReceivedRequest request) {
        return switch (request.kind()) {
            case REGISTERS ->
                new RequestDecision.Task.Registers(request.registers().stream()
                        .map(ObisCode::parse)
                        .distinct()
                        .toList());
            case PROFILE -> new RequestDecision.Task.Rows(request.from(), request.to());
            case CLOCK_SYNC -> new RequestDecision.Task.ClockSync();
            case UNKNOWN -> throw new IllegalArgumentException("a request of no known kind has no task");
        };
    }

    private static @Nullable String defectOf(ReceivedRequest request) {
        if (request.requestId().isBlank() || request.requestId().length() > RequestJournal.LONGEST_ID) {
            return "The request id must have 1 to " + RequestJournal.LONGEST_ID + " characters.";
        }
        return switch (request.kind()) {
            case REGISTERS -> registersDefect(request.registers());
            case PROFILE -> spanDefect(request.from(), request.to());
            case CLOCK_SYNC -> null;
            case UNKNOWN -> "The request is of no kind that is known; ask for REGISTERS, PROFILE or CLOCK_SYNC.";
        };
    }

    private static @Nullable String registersDefect(List<String> registers) {
        if (registers.size() > MOST_REGISTERS) {
            return registers.size() + " registers; at most " + MOST_REGISTERS + " can be asked for at once.";
        }
        for (String register : registers) {
            try {
                ObisCode.parse(register);
            } catch (IllegalArgumentException noObisCode) {
                return "No OBIS code of six groups: " + register + "; write it as 1.0.1.8.0.255.";
            }
        }
        return null;
    }

    private static @Nullable String spanDefect(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return "The time asked for ends before it begins: " + from + " to " + to + ".";
        }
        return Duration.between(from, to).compareTo(LONGEST_SPAN) > 0
                ? "The time asked for is longer than " + LONGEST_SPAN.toDays() + " days; ask for a part of it."
                : null;
    }
}
