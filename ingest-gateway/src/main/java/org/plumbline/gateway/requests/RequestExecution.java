// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.evidence.MissingRight;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.MeterSessions;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.polling.ClockSync;
import org.plumbline.gateway.polling.OnDemandReading;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.RequestJournal;
import org.plumbline.schema.EventCodes;

/**
 * Carries the read requests of one meter out, one after the other. Each ends with one event, its journal entry and its
 * offset in one commit; the values of registers are in the same commit, rows in commits before it that say how far the
 * request has come. Runs on the meter's session queue.
 */
public final class RequestExecution {

    private static final ObisCode ACTIVE_ENERGY_IMPORT = ObisCode.parse("1.0.1.8.0.255");

    /** Surroundings shared by the requests of all meters. */
    public record Surroundings(
            RequestSettings settings,
            PollingSettings polling,
            InstantSource fieldTime,
            InstantSource wallTime,
            DoubleSupplier chance,
            WorkObserver observer) {}

    /** How a request is answered. */
    private record Answer(String code, String text, Map<String, String> evidence, List<Publication> readings) {}

    private final MeterMemory memory;
    private final MeterSessions sessions;
    private final OwnerLink owner;
    private final FrameGate gate;
    private final ClockSync clockSync;
    private final Surroundings surroundings;

    public RequestExecution(
            MeterMemory memory,
            MeterSessions sessions,
            OwnerLink owner,
            FrameGate gate,
            ClockSync clockSync,
            Surroundings surroundings) {
        this.memory = memory;
        this.sessions = sessions;
        this.owner = owner;
        this.gate = gate;
        this.clockSync = clockSync;
        this.surroundings = surroundings;
    }

    /**
     * Returns when the request has ended durably, or when the owner stops; then it has not ended.
     *
     * @param offset of the request's record
     * @throws org.plumbline.gateway.commit.CommitFailedException when a commit fails
     */
    public void execute(ReceivedRequest request, Admission admission, long offset) {
        Instant wallTime = surroundings.wallTime().instant();
        switch (RequestRules.decide(request, admission, memory.state().requests(), wallTime)) {
            case RequestDecision.Answered answered -> memory.endRequest(offset, state -> state, List.of());
            case RequestDecision.Refuse(String cause, String text) -> end(request, offset, failed(cause, text), 0);
            case RequestDecision.CarryOut(var meter, var task) -> carryOut(request, meter, task, offset);
        }
    }

    /** Refuses a request of a meter whose own state cannot be read, and leaves that state as it is. */
    public void refuse(ReceivedRequest request, long offset, String cause, String text) {
        memory.endRequest(offset, state -> state, List.of(event(request, failed(cause, text), 0)));
    }

    private void carryOut(ReceivedRequest request, Admission.Admitted meter, RequestDecision.Task task, long offset) {
        for (int attempt = 1; owner.running(); attempt++) {
            try {
                Answer answer = sessions.with(meter, gate, session -> explained(session, request, meter, task));
                end(request, offset, answer, attempt);
                return;
            } catch (MeterFaultException broken) {
                Duration delay = surroundings
                        .settings()
                        .backoff()
                        .delay(attempt, surroundings.chance().getAsDouble());
                Instant again = surroundings.wallTime().instant().plus(delay);
                if (isHopeless(broken.fault(), attempt) || !again.isBefore(request.expiresAt())) {
                    giveUp(request, broken, attempt, offset);
                    return;
                }
                if (!owner.pause(delay)) {
                    return;
                }
            }
        }
    }

    private boolean isHopeless(MeterFault fault, int attempt) {
        boolean answered = fault instanceof MeterFault.AccessRefused
                || fault instanceof MeterFault.RightMissing
                || fault instanceof MeterFault.UnexpectedContent;
        return answered || attempt >= surroundings.settings().attempts() || attempt > 1 && !fault.transientFault();
    }

    private void giveUp(ReceivedRequest request, MeterFaultException broken, int attempts, long offset) {
        MeterFault fault = broken.fault();
        if (fault instanceof MeterFault.LeaseLost || fault instanceof MeterFault.CounterBlockUnavailable) {
            owner.fail(broken);
            return;
        }
        end(request, offset, failed(fault.getClass().getSimpleName(), fault.evidence() + "."), attempts);
    }

    private Answer explained(
            MeterSession session, ReceivedRequest request, Admission.Admitted meter, RequestDecision.Task task) {
        try {
            return onMeter(session, request, meter, task);
        } catch (MeterFaultException broken) {
            throw new MeterFaultException(MissingRight.explained(broken.fault(), session.access()), broken);
        }
    }

    private Answer onMeter(
            MeterSession session, ReceivedRequest request, Admission.Admitted meter, RequestDecision.Task task) {
        OnDemandReading reading = new OnDemandReading(
                meter,
                memory,
                surroundings.polling(),
                surroundings.fieldTime(),
                surroundings.wallTime(),
                request.requestId());
        return switch (task) {
            case RequestDecision.Task.Registers(List<ObisCode> asked) ->
                registers(session, reading.registers(session, asked.isEmpty() ? registersOf(meter) : asked));
            case RequestDecision.Task.Rows(Instant from, Instant to) ->
                done(Map.of("readings", Integer.toString(reading.rows(session, from, to))), List.of());
            case RequestDecision.Task.ClockSync sync -> clockSync(session, meter);
        };
    }

    private static List<ObisCode> registersOf(Admission.Admitted meter) {
        return meter.registers().isEmpty() ? List.of(ACTIVE_ENERGY_IMPORT) : List.copyOf(meter.registers());
    }

    private static Answer registers(MeterSession session, OnDemandReading.Registers read) {
        Map<String, String> evidence = new TreeMap<>();
        String missing = read.missing().stream().map(RequestExecution::told).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            evidence.put("missing", missing);
        }
        read.missing().stream()
                .filter(outcome ->
                        outcome instanceof RegisterOutcome.Refused(var obis, int code) && MissingRight.denies(code))
                .findFirst()
                .ifPresent(denied -> tellRight(session, denied, evidence));
        Publication.Reading reading = read.reading();
        if (reading == null) {
            return new Answer(EventCodes.READ_FAILED, "The meter gives none of the registers.", evidence, List.of());
        }
        evidence.put("readings", "1");
        return done(evidence, List.of(reading));
    }

    /** Of the first register denied; the others are mostly denied for the same reason. */
    private static void tellRight(MeterSession session, RegisterOutcome denied, Map<String, String> evidence) {
        MeterFault fault = new MeterFault.AccessRefused("GET", denied.obis(), 2, 3);
        if (MissingRight.explained(fault, session.access())
                instanceof MeterFault.RightMissing(var refused, String missing)) {
            evidence.put("missingRight", missing);
        }
    }

    private static String told(RegisterOutcome missing) {
        return switch (missing) {
            case RegisterOutcome.Read read -> throw new IllegalArgumentException(read + " is not missing");
            case RegisterOutcome.Refused(ObisCode obis, int code) -> obis + " refused with result " + code;
            case RegisterOutcome.Unusable(ObisCode obis, String detail) -> detail;
        };
    }

    private Answer clockSync(MeterSession session, Admission.Admitted meter) {
        ClockSync.Answer answer = clockSync.synchronise(session, meter);
        String code = answer.done() ? EventCodes.READ_DONE : EventCodes.READ_FAILED;
        return new Answer(code, answer.text(), answer.evidence(), List.of());
    }

    private static Answer done(Map<String, String> evidence, List<Publication> readings) {
        return new Answer(EventCodes.READ_DONE, "The read request was carried out.", evidence, readings);
    }

    private static Answer failed(String cause, String text) {
        return new Answer(EventCodes.READ_FAILED, text, Map.of("cause", cause), List.of());
    }

    private void end(ReceivedRequest request, long offset, Answer answer, int attempts) {
        List<Publication> records = new ArrayList<>(answer.readings());
        records.add(event(request, answer, attempts));
        memory.endRequest(offset, state -> answered(state, request), records);
        surroundings.observer().requestEnded(answer.code());
    }

    private static MeterState answered(MeterState state, ReceivedRequest request) {
        return state.withRequests(state.requests().answer(request.requestId(), request.expiresAt()));
    }

    /** Rows published before the request failed are counted, too: whoever asked has them. */
    private Publication.Event event(ReceivedRequest request, Answer answer, int attempts) {
        Map<String, String> evidence = new TreeMap<>(answer.evidence());
        RequestJournal.Progress progress = memory.state().requests().progressOf(request.requestId());
        evidence.putIfAbsent("readings", Integer.toString(progress == null ? 0 : progress.readings()));
        evidence.put("requestId", request.requestId());
        evidence.put("kind", request.kind().name());
        evidence.put("attempts", Integer.toString(attempts));
        Stamp stamp = new Stamp(
                surroundings.fieldTime().instant(), surroundings.wallTime().instant());
        return stamp.event(answer.code(), answer.text(), evidence);
    }
}
