// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ClockMeasurement;
import org.plumbline.gateway.clock.ClockPlan;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.clock.MeterClock;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.ClockReading;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.ClockCorrection;
import org.plumbline.schema.EventCodes;

/**
 * Corrects a meter's clock: plan, gate, intent durable, gate again, one frame, read back, outcome as event and fact. A
 * correction that broke off is concluded by the next measurement; it is never sent twice. Confined to the meter's session.
 */
final class ClockCorrecting {

    /** A clock this close is right after a correction, besides what the measurement can be wrong by. */
    private static final Duration CLOSE = Duration.ofSeconds(3);

    /** @param text what was done about it, as the end of a sentence */
    record Result(boolean corrected, String text) {}

    private final ClockWatch.Services services;
    private final MeterMemory memory;
    private final FrameGate gate;

    ClockCorrecting(ClockWatch.Services services, MeterMemory memory, FrameGate gate) {
        this.services = services;
        this.memory = memory;
        this.gate = gate;
    }

    /** Concludes a correction that broke off, by what the clock shows now. */
    void resolve(ClockMeasurement measured) {
        ClockCorrection begun = memory.state().clockCorrection();
        if (begun != null && begun.open() && measured.offset() != null) {
            conclude(begun, measured, "the session broke off");
        }
    }

    Result correct(MeterSession session, ClockMeasurement measured, Duration offset, Duration capturePeriod) {
        if (services.settings().policy() == ClockSettings.Policy.OBSERVE) {
            return left("have it set");
        }
        if (!(services.headEnd().health() instanceof ClockHealth.Right)) {
            return left("it is not corrected while the head-end's own clock is not known to be right");
        }
        if (gate.beforeChange() instanceof GateDecision.Shut(var fault)) {
            return left("it is not corrected now: " + fault.evidence());
        }
        MeterClock clock = new MeterClock(session.access());
        ClockPlan plan = ClockPlan.of(
                services.settings(),
                offset,
                services.fieldTime().instant().plus(offset),
                capturePeriod,
                clock.shiftLimit(),
                lastChange());
        return switch (plan) {
            case ClockPlan.Leave(String reason) -> left("it is not corrected now: " + reason);
            case ClockPlan.Shift(int seconds) ->
                change(session, offset, ClockCorrection.Kind.SHIFT, () -> clock.shift(seconds));
            case ClockPlan.Set set -> {
                byte[] given = clock.given();
                yield given == null
                        ? left("it is not corrected: it gives no instant")
                        : change(
                                session, offset, ClockCorrection.Kind.SET, () -> clock.set(given, timeToSet(measured)));
            }
        };
    }

    /** The one frame that changes the clock. */
    private interface Change {
        AccessOutcome send();
    }

    private Result change(MeterSession session, Duration offset, ClockCorrection.Kind kind, Change change) {
        ClockCorrection before = memory.state().clockCorrection();
        ClockCorrection intent =
                new ClockCorrection(services.fieldTime().instant(), kind, offset.toMillis(), true, false);
        memory.commitNow(
                state -> state.withClockCorrection(intent),
                List.of(stamp().fact("CLOCK_CHANGE_INTENDED", details(intent))));
        if (gate.beforeChange() instanceof GateDecision.Shut(var fault)) {
            Map<String, String> details = details(intent);
            details.put("cause", fault.evidence());
            memory.commitNow(
                    state -> state.withClockCorrection(before), List.of(stamp().fact("CLOCK_CHANGE_HELD", details)));
            return left("it is not corrected now: " + fault.evidence());
        }
        String refusal = change.send() instanceof AccessOutcome.Refused(int code) ? "refused with result " + code : "";
        return conclude(intent, ClockMeasurement.take(session::clock, CLOSE), refusal);
    }

    private Result conclude(ClockCorrection correction, ClockMeasurement after, String remark) {
        Duration left = after.offset();
        boolean right = left != null && left.abs().compareTo(CLOSE.plus(after.bound())) <= 0;
        boolean putBack = right && correction.foundOffsetMillis() > 0;
        String done = correction.kind() == ClockCorrection.Kind.SHIFT ? "shifted" : "set";
        String text = right
                ? "The meter's clock was " + done + " and is right."
                : "The meter's clock was to be " + done + " but is not right; have it examined.";
        Map<String, String> evidence = details(correction);
        evidence.putAll(after.evidence(services.headEnd().health()));
        evidence.put("corrected", Boolean.toString(right));
        if (!remark.isEmpty()) {
            evidence.put("cause", remark);
        }
        memory.commitNow(
                state -> state.withClockCorrection(correction.concluded(putBack)),
                List.of(
                        stamp().event(EventCodes.CLOCK_CHANGED, text, evidence),
                        stamp().fact("CLOCK_CHANGED", evidence)));
        return new Result(right, right ? "it was " + done : "it could not be " + done);
    }

    private static Map<String, String> details(ClockCorrection correction) {
        Map<String, String> details = new TreeMap<>();
        details.put("kind", correction.kind().name());
        details.put("begunAt", correction.begunAt().toString());
        details.put("foundOffsetMillis", Long.toString(correction.foundOffsetMillis()));
        return details;
    }

    private @Nullable Instant lastChange() {
        ClockCorrection last = memory.state().clockCorrection();
        return last == null ? null : last.begunAt();
    }

    /** The frame is under way for about half a round trip. */
    private Instant timeToSet(ClockMeasurement measured) {
        ClockReading reading = measured.reading();
        Duration way = reading == null
                ? Duration.ZERO
                : Duration.between(reading.askedAt(), reading.answeredAt()).dividedBy(2);
        return services.fieldTime().instant().plus(way);
    }

    private static Result left(String text) {
        return new Result(false, text);
    }

    private Stamp stamp() {
        return new Stamp(services.fieldTime().instant(), services.wallTime().instant());
    }
}
