// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.CalibrationProcedure;
import org.plumbline.gateway.calibration.CalibrationResult;
import org.plumbline.gateway.calibration.CalibrationStep;
import org.plumbline.gateway.calibration.CalibrationTask;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.holds.HoldDecision;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.ownership.MeterSessions;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.port.WriteJournal;
import org.plumbline.gateway.recognition.MeterWatch;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.EpochCause;
import org.plumbline.gateway.state.JournalEntry;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.OrderOutcome;
import org.plumbline.gateway.state.OrderResult;

/**
 * Carries orders of one meter out, one after the other. Each ends with its outcome, the epoch it opened and its offset in
 * one commit; until then the order is not over, and whoever owns the meter next goes on with it by the journalled intent.
 * Runs on the meter's session queue.
 */
public final class OrderExecution {

    private static final Duration HOLDS_POLL = Duration.ofMillis(50);

    /** Surroundings shared by the orders of all meters. */
    public record Surroundings(
            OrderSettings settings,
            HoldsView holds,
            InstantSource fieldTime,
            InstantSource wallTime,
            LongSupplier nanoTime,
            DoubleSupplier chance,
            WorkObserver observer) {}

    /** How one session ended. */
    private sealed interface Attempt {
        record Ended(Ending ending) implements Attempt {}

        record Broken(MeterFault fault, boolean changeBegun) implements Attempt {}
    }

    private final MeterMemory memory;
    private final MeterSessions sessions;
    private final OwnerLink owner;
    private final FrameGate leaseGate;
    private final Surroundings surroundings;

    public OrderExecution(
            MeterMemory memory,
            MeterSessions sessions,
            OwnerLink owner,
            FrameGate leaseGate,
            Surroundings surroundings) {
        this.memory = memory;
        this.sessions = sessions;
        this.owner = owner;
        this.leaseGate = leaseGate;
        this.surroundings = surroundings;
    }

    /**
     * Returns when the order has ended durably, or when the owner stops; then it has not ended.
     *
     * @param offset of the order's record
     * @throws org.plumbline.gateway.commit.CommitFailedException when a commit fails
     */
    public void execute(ReceivedOrder order, Admission admission, long offset) {
        OrderClosing closing = new OrderClosing(memory, order, offset, surroundings.observer());
        Instant wallTime = surroundings.wallTime().instant();
        switch (OrderRules.decide(order, admission, memory.state().journal(), wallTime)) {
            case OrderDecision.Repeat(OrderOutcome stored) -> closing.repeat(stored);
            case OrderDecision.Refuse refuse -> closing.refuse(refuse, stamp());
            case OrderDecision.Resume(var meter, var target, WriteIntent intent) ->
                carryOut(order, meter, target, closing);
            case OrderDecision.Execute(var meter, var target) -> begin(order, meter, target, closing);
        }
    }

    /** Refuses an order without looking at it further, when the meter's own state cannot be read. */
    public void refuse(ReceivedOrder order, long offset, String code, String text) {
        new OrderClosing(memory, order, offset, surroundings.observer())
                .refuse(new OrderDecision.Refuse(code, text, false), stamp());
    }

    /** Ends an order on which the gateway itself failed; what the meter holds then is for a person to find out. */
    public void endDefective(ReceivedOrder order, long offset, Throwable defect) {
        WriteIntent intent = intentOf(order);
        String text = "The gateway itself failed, " + defect.getClass().getSimpleName()
                + (intent == null
                        ? "; nothing was written."
                        : "; the meter holds the old block or the target, the next reading tells which.");
        Ending ending = new Ending(
                OrderResult.FAILED, "GATEWAY_DEFECT", text, intent == null ? null : intent.asFound(), null, null);
        new OrderClosing(memory, order, offset, surroundings.observer()).end(ending, 0, List.of(), stamp());
    }

    private void begin(
            ReceivedOrder order, Admission.Admitted meter, ReceivedOrder.Target target, OrderClosing closing) {
        awaitHolds();
        switch (surroundings.holds().decide(order.campaignId())) {
            case HoldDecision.Free free -> {
                memory.commit(
                        state -> state.withJournal(
                                state.journal().accept(order.orderId(), order.digest(), order.sequence())),
                        List.of());
                carryOut(order, meter, target, closing);
            }
            case HoldDecision.Held(String scope, String reason) ->
                closing.end(Ending.held("scope " + scope + ": " + reason, null), 0, List.of(), stamp());
            case HoldDecision.Unknown unknown ->
                closing.end(Ending.held("the view of the holds is older than one second", null), 0, List.of(), stamp());
        }
    }

    private void awaitHolds() {
        long deadline = surroundings.nanoTime().getAsLong()
                + surroundings.settings().holdsWait().toNanos();
        while (!surroundings.holds().fresh() && surroundings.nanoTime().getAsLong() - deadline < 0) {
            if (!owner.pause(HOLDS_POLL)) {
                return;
            }
        }
    }

    private void carryOut(
            ReceivedOrder order, Admission.Admitted meter, ReceivedOrder.Target target, OrderClosing closing) {
        OrderSettings settings = surroundings.settings();
        long begun = surroundings.nanoTime().getAsLong();
        List<OrderOutcome.Step> steps = new ArrayList<>();
        for (int attempt = 1; owner.running(); attempt++) {
            Attempt result = attempt(order, meter, target, steps);
            switch (result) {
                case Attempt.Ended(Ending ending) -> {
                    closing.end(ending, attempt, steps, stamp());
                    return;
                }
                case Attempt.Broken(MeterFault fault, boolean changeBegun) -> {
                    Duration delay = settings.backoff()
                            .delay(attempt, surroundings.chance().getAsDouble());
                    long spent = surroundings.nanoTime().getAsLong() - begun + delay.toNanos();
                    boolean untouched = !changeBegun && intentOf(order) == null;
                    boolean hopeless = attempt > 1 && !fault.transientFault() && untouched;
                    boolean tooLate = untouched && expiresWithin(order, delay);
                    if (hopeless
                            || tooLate
                            || attempt >= settings.attempts()
                            || spent > settings.deadline().toNanos()) {
                        giveUp(order, fault, attempt, steps, closing);
                        return;
                    }
                    if (!owner.pause(delay)) {
                        return;
                    }
                }
            }
        }
    }

    /** Nothing may be changed after its expiry: to wait for that is to hold up what else the meter is to be asked. */
    private boolean expiresWithin(ReceivedOrder order, Duration delay) {
        return !surroundings.wallTime().instant().plus(delay).isBefore(order.expiresAt());
    }

    private void giveUp(
            ReceivedOrder order, MeterFault fault, int attempts, List<OrderOutcome.Step> steps, OrderClosing closing) {
        if (fault instanceof MeterFault.HoldActive(String reason)) {
            closing.end(Ending.held(reason, null), attempts, steps, stamp());
            return;
        }
        if (fault.eventCode() == EventCode.GATEWAY_STOP) {
            owner.fail(new MeterFaultException(fault));
            return;
        }
        WriteIntent intent = intentOf(order);
        String text = fault.evidence()
                + (intent == null
                        ? "; nothing was written."
                        : "; the meter holds the old block or the target, the next reading tells which.");
        closing.end(
                new Ending(
                        OrderResult.UNREACHABLE,
                        fault.eventCode().code(),
                        text,
                        intent == null ? null : intent.asFound(),
                        null,
                        null),
                attempts,
                steps,
                stamp());
    }

    private Attempt attempt(
            ReceivedOrder order, Admission.Admitted meter, ReceivedOrder.Target target, List<OrderOutcome.Step> steps) {
        OrderGate gate = new OrderGate(leaseGate, surroundings.holds(), order, surroundings.wallTime());
        try {
            return sessions.with(meter, gate, session -> onMeter(session, gate, order, meter, target, steps));
        } catch (MeterFaultException broken) {
            steps.add(step("session", broken.fault().evidence()));
            return new Attempt.Broken(broken.fault(), false);
        }
    }

    private Attempt onMeter(
            MeterSession session,
            OrderGate gate,
            ReceivedOrder order,
            Admission.Admitted meter,
            ReceivedOrder.Target target,
            List<OrderOutcome.Step> steps) {
        MeterWatch.Sighting sighting = MeterWatch.look(session, meter, memory.state(), null, stamp());
        if (!sighting.unchanged(memory.state())) {
            memory.commit(sighting::applyTo, sighting.publications());
        }
        WriteIntent intent = intentOf(order);
        Ending objection = intent == null ? EpochCheck.objection(memory.state(), target, meter.model()) : null;
        if (objection != null) {
            return new Attempt.Ended(objection);
        }
        CalibrationResult result =
                CalibrationProcedure.execute(task(order, target, intent), session.access(), gate, journal(order));
        for (CalibrationStep done : result.steps()) {
            steps.add(step(done.name(), done.detail()));
        }
        return judge(session, order, target, result);
    }

    private Attempt judge(
            MeterSession session, ReceivedOrder order, ReceivedOrder.Target target, CalibrationResult result) {
        return switch (result) {
            case CalibrationResult.Applied(BlockState found, BlockState left, var steps) ->
                new Attempt.Ended(Ending.applied(found, left, epochAfter(session, order, target, left)));
            case CalibrationResult.AlreadyApplied(BlockState found, var steps) ->
                new Attempt.Ended(Ending.alreadyApplied(found));
            case CalibrationResult.Refused refused -> new Attempt.Ended(Ending.refused(refused));
            case CalibrationResult.Unverified(String evidence, BlockState found, BlockState left, var steps) ->
                new Attempt.Ended(Ending.unverified(evidence, found, left));
            case CalibrationResult.Interrupted(MeterFault fault, BlockState found, boolean begun, var steps) ->
                new Attempt.Broken(fault, begun);
            case CalibrationResult.Held(MeterFault fault, BlockState found, var steps) -> held(order, fault, found);
        };
    }

    /** A hold ends the order; a view that was merely too old is looked at again. */
    private Attempt held(ReceivedOrder order, MeterFault fault, @Nullable BlockState found) {
        return switch (fault) {
            case MeterFault.HoldActive(String reason)
            when surroundings.holds().decide(order.campaignId()) instanceof HoldDecision.Held ->
                new Attempt.Ended(Ending.held(reason, found));
            case MeterFault.OrderExpired expired -> new Attempt.Ended(Ending.expired(found));
            default -> new Attempt.Broken(fault, false);
        };
    }

    /** The epoch the write opened; the one already opened when a resumed attempt found it. */
    private CalibrationEpoch epochAfter(
            MeterSession session, ReceivedOrder order, ReceivedOrder.Target target, BlockState left) {
        CalibrationEpoch current = memory.state().currentEpoch();
        if (current != null && current.changeCounter() == left.changeCounter()) {
            return current;
        }
        return new CalibrationEpoch(
                current == null ? 1 : current.number() + 1,
                meterTime(session),
                left.changeCounter(),
                target.meterModel(),
                left.block(),
                left.checksum(),
                EpochCause.ORDERED,
                order.orderId());
    }

    /** The meter's own time, or field time where the link has gone after the last check. */
    private Instant meterTime(MeterSession session) {
        try {
            Instant meterTime = session.clock().meterTime();
            return meterTime != null ? meterTime : surroundings.fieldTime().instant();
        } catch (MeterFaultException gone) {
            return surroundings.fieldTime().instant();
        }
    }

    private WriteJournal journal(ReceivedOrder order) {
        return new WriteJournal() {
            @Override
            public void intend(WriteIntent intent) {
                memory.commitNow(state -> state.withJournal(state.journal().intend(intent)), List.of());
            }

            @Override
            public void archive(List<CalibrationStep> archive) {
                Map<String, String> details = new TreeMap<>();
                details.put("orderId", order.orderId());
                archive.forEach(step -> details.put(step.name(), step.detail()));
                memory.commitNow(state -> state, List.of(stamp().fact("CORRUPTION_ARCHIVED", details)));
            }
        };
    }

    private @Nullable WriteIntent intentOf(ReceivedOrder order) {
        MeterState state = memory.state();
        return state.journal().find(order.orderId()).map(JournalEntry::intent).orElse(null);
    }

    private static CalibrationTask task(
            ReceivedOrder order, ReceivedOrder.Target target, @Nullable WriteIntent intent) {
        return new CalibrationTask(
                order.orderId(),
                order.meterId(),
                target.meterModel(),
                target.baseBlock(),
                target.baseChecksum(),
                target.targetBlock(),
                target.targetChecksum(),
                intent);
    }

    private OrderOutcome.Step step(String name, String text) {
        return new OrderOutcome.Step(name, surroundings.wallTime().instant(), text);
    }

    private Stamp stamp() {
        return new Stamp(
                surroundings.fieldTime().instant(), surroundings.wallTime().instant());
    }
}
