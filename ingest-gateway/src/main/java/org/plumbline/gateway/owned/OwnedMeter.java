// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.accounting.DayTally;
import org.plumbline.gateway.accounting.DueReadings;
import org.plumbline.gateway.clock.ClockFinding;
import org.plumbline.gateway.clock.ClockGate;
import org.plumbline.gateway.commit.CommitFailedException;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Publication;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.evidence.Diagnosis;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.ownership.DurableCounters;
import org.plumbline.gateway.ownership.LeaseGate;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.ownership.SessionQueue;
import org.plumbline.gateway.pacing.Claim;
import org.plumbline.gateway.pacing.Lane;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.pacing.SessionPermit;
import org.plumbline.gateway.polling.Announcements;
import org.plumbline.gateway.polling.ClockSync;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.KnownPlan;
import org.plumbline.gateway.polling.Planning;
import org.plumbline.gateway.polling.PollRota;
import org.plumbline.gateway.polling.PollSchedule;
import org.plumbline.gateway.polling.ReadingSession;
import org.plumbline.gateway.port.CommitLog;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.gateway.requests.RequestExecution;
import org.plumbline.gateway.requests.RequestSettings;
import org.plumbline.gateway.state.Condition;
import org.plumbline.gateway.state.LastSeen;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.schema.EventCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One meter while its partition is owned. {@link #admit}, {@link #turn} and {@link #receive} are called by the owner's
 * thread and return at once; everything else happens on the meter's session queue.
 */
public final class OwnedMeter implements PollRota.Member, Claim {

    private static final Logger LOGGER = LoggerFactory.getLogger(OwnedMeter.class);
    private static final String DEFECT = "Defect";
    private static final String STATE_UNREADABLE =
            "stored state of the meter cannot be read; restore it or give the meter new keys and a new name";

    private final String meterId;
    private final MeterServices services;
    private final OwnerLink owner;
    private final MeterMemory memory;
    private final PacedSessions sessions;
    private final PollRota.Place place;
    private final SessionQueue queue;
    private final FrameGate leaseGate;
    private final OrderExecution orders;
    private final RequestExecution requests;
    private final Announcements announcements;
    private final ClockWatch clockWatch;

    private final DayTally days = new DayTally();
    private long countedSlot = DueReadings.NONE;

    private final boolean stateReadable;
    private volatile Admission admission = new Admission.Inactive();
    private volatile @Nullable KnownPlan knownPlan;
    private volatile PollSchedule schedule = new PollSchedule(1, 0);
    private volatile long notBeforeNanos;
    private volatile int failures;
    private volatile boolean claimed;

    /** @param state null when the stored octets cannot be read: such a meter is never spoken to, its counters are unknown */
    public OwnedMeter(
            String meterId,
            @Nullable MeterState state,
            MeterServices services,
            OwnerLink owner,
            CommitLog log,
            PollRota rota) {
        this.stateReadable = state != null;
        this.meterId = meterId;
        this.services = services;
        this.owner = owner;
        this.memory =
                new MeterMemory(meterId, state == null ? MeterState.INITIAL : state, log, services.commitDeadline());
        this.announcements = new Announcements(memory);
        DurableCounters counters = new DurableCounters(memory, services.counterBlock());
        this.sessions = new PacedSessions(meterId, services, owner, memory, counters);
        this.place = rota.join(this);
        this.queue = new SessionQueue(services.sessions(), services.queueCapacity(), place::changed);
        this.leaseGate = new LeaseGate(services.lease(), owner);
        this.clockWatch = new ClockWatch(
                services.clocks(),
                memory,
                announcements,
                new ClockGate(leaseGate, services.orders().holds()));
        this.orders = new OrderExecution(memory, sessions, owner, leaseGate, services.orders());
        this.requests = new RequestExecution(
                memory,
                sessions,
                owner,
                leaseGate,
                this::synchroniseClock,
                new RequestExecution.Surroundings(
                        RequestSettings.defaults(),
                        services.polling(),
                        services.orders().fieldTime(),
                        services.orders().wallTime(),
                        services.orders().chance(),
                        services.orders().observer()));
        this.notBeforeNanos = services.orders().nanoTime().getAsLong();
    }

    /** Takes up a new registration; a bad one is told as an event. */
    public void admit(Admission registered) {
        Admission next = stateReadable ? registered : new Admission.Rejected(STATE_UNREADABLE);
        if (next.equals(admission)) {
            return;
        }
        admission = next;
        knownPlan = null;
        notBeforeNanos = services.orders().nanoTime().getAsLong();
        place.changed();
        switch (next) {
            case Admission.Admitted meter -> {
                schedule = PollSchedule.of(
                        meter.pollPeriod(),
                        meter.capturePeriod(),
                        services.polling().spread());
                if (memory.state().told().tells(Condition.REGISTRATION)) {
                    enqueue(() -> announcements.over(Condition.REGISTRATION));
                }
            }
            case Admission.Inactive inactive -> {}
            case Admission.Rejected(String reason) -> enqueue(() -> tellRejection(reason));
        }
    }

    @Override
    public PollRota.Turn turn(Instant fieldTime, long nanos) {
        if (!(admission instanceof Admission.Admitted) || claimed || !queue.idle()) {
            return new PollRota.Turn.Event();
        }
        Instant due = schedule.dueAt(meterId, memory.state().lastSlot(), fieldTime);
        if (fieldTime.isBefore(due)) {
            return new PollRota.Turn.FieldTime(due);
        }
        return nanos - notBeforeNanos < 0 ? new PollRota.Turn.MonotonicTime(notBeforeNanos) : new PollRota.Turn.Now();
    }

    @Override
    public void claimSession() {
        claimed = true;
        services.pacer().claim(this);
    }

    @Override
    public String segment() {
        return admission instanceof Admission.Admitted meter ? meter.segment() : PacingSettings.UNASSIGNED;
    }

    @Override
    public Lane lane() {
        return Lane.POLL;
    }

    @Override
    public boolean retry() {
        return failures > 0;
    }

    @Override
    public Object holder() {
        return owner;
    }

    @Override
    public boolean granted(SessionPermit permit) {
        claimed = false;
        if (owner.running()
                && admission instanceof Admission.Admitted meter
                && meter.segment().equals(permit.segment())
                && begin(meter, permit)) {
            return true;
        }
        place.changed();
        return false;
    }

    private boolean begin(Admission.Admitted meter, SessionPermit permit) {
        try {
            return queue.offerWhenIdle(guarded(() -> {
                try (permit) {
                    poll(meter, permit);
                }
            }));
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    @Override
    public void withdrawn() {
        claimed = false;
    }

    /** Queues an order; it ends with the commit that carries its offset. */
    public void receive(ReceivedOrder order, long offset) {
        enqueue(() -> {
            if (!stateReadable) {
                orders.refuse(order, offset, "STATE_UNREADABLE", "The gateway's " + STATE_UNREADABLE + ".");
            } else if (owner.running()) {
                execute(order, offset);
            }
        });
    }

    private ClockSync.Answer synchroniseClock(MeterSession session, Admission.Admitted meter) {
        ClockWatch.Report report = clockWatch.look(session, meter.capturePeriod());
        return new ClockSync.Answer(
                !(report.finding() instanceof ClockFinding.Unmeasured),
                report.text(),
                report.measured().evidence(services.clocks().headEnd().health()));
    }

    /** Queues a read request; it ends with the commit that carries its offset. */
    public void receive(ReceivedRequest request, long offset) {
        enqueue(() -> {
            if (!stateReadable) {
                requests.refuse(request, offset, "STATE_UNREADABLE", "The gateway's " + STATE_UNREADABLE + ".");
            } else if (owner.running()) {
                execute(request, offset);
            }
        });
    }

    private void execute(ReceivedRequest request, long offset) {
        try {
            requests.execute(request, admission, offset);
        } catch (CommitFailedException | VirtualMachineError notCommitted) {
            throw notCommitted;
        } catch (RuntimeException | Error defect) {
            requests.refuse(request, offset, "GATEWAY_DEFECT", "The gateway itself failed; its log says how.");
            throw defect;
        }
    }

    /** An order on which the gateway itself fails has ended too: it must not come again for ever. */
    private void execute(ReceivedOrder order, long offset) {
        try {
            orders.execute(order, admission, offset);
        } catch (CommitFailedException | VirtualMachineError notCommitted) {
            throw notCommitted;
        } catch (RuntimeException | Error defect) {
            orders.endDefective(order, offset, defect);
            throw defect;
        }
    }

    /** Ends what is under way with the meter and closes its link, without a release; the owner has ended then. */
    public void breakOff() {
        queue.interrupt();
    }

    /** @return false when the session had not ended by then */
    public boolean awaitIdle(long deadlineNanos) throws InterruptedException {
        return queue.awaitIdle(deadlineNanos, services.orders().nanoTime());
    }

    /** Null when nothing is known of the meter, or nothing that could be read. */
    public @Nullable MeterState knownState() {
        MeterState state = memory.state();
        return stateReadable && !state.equals(MeterState.INITIAL) ? state : null;
    }

    public Admission admission() {
        return admission;
    }

    /** True when the meter is not to be spoken to. */
    public boolean inactive() {
        return admission instanceof Admission.Inactive;
    }

    /** True when, besides, nothing is under way: its object need not be kept. */
    public boolean dormant() {
        return inactive() && queue.idle();
    }

    /** True when nothing runs or waits for this meter. */
    public boolean idle() {
        return queue.idle();
    }

    private void poll(Admission.Admitted meter, SessionPermit permit) {
        PollSchedule by = schedule;
        Instant slot = by.slotOf(services.orders().fieldTime().instant());
        countDue(meter, by, slot);
        try {
            int readings = read(meter, permit, by, slot);
            memory.flush();
            succeeded();
            services.orders().observer().readingStored(meter.segment());
            services.orders().observer().pollEnded("completed", readings);
        } catch (MeterFaultException broken) {
            failed(broken.fault());
        }
    }

    /** Counts the slots that have begun, each once, however often the meter is asked in it. */
    private void countDue(Admission.Admitted meter, PollSchedule by, Instant slot) {
        Instant stored = memory.state().lastSlot();
        long counted = Math.max(countedSlot, stored == null ? DueReadings.NONE : stored.getEpochSecond());
        long due = DueReadings.since(counted, slot.getEpochSecond(), by.periodSeconds());
        if (due > 0) {
            countedSlot = slot.getEpochSecond();
            services.orders().observer().readingsDue(meter.segment(), due);
        }
    }

    private void rowPublished(Admission.Admitted meter, Instant captureTime, Duration capturePeriod) {
        WorkObserver observer = services.orders().observer();
        days.row(
                captureTime,
                capturePeriod,
                (intervals, expected, complete) -> observer.dayClosed(meter.segment(), intervals, expected, complete));
    }

    /** Gives its permit back as soon as the link is free, before the rows are durable. */
    private int read(Admission.Admitted meter, SessionPermit permit, PollSchedule by, Instant slot) {
        Planning planning =
                new Planning(meter, services.polling().profile(), announcements, services.plans(), knownPlan);
        try (permit) {
            ReadingSession reading = new ReadingSession(
                    meter,
                    memory,
                    services.polling(),
                    services.orders().fieldTime(),
                    services.orders().wallTime(),
                    announcements,
                    clockWatch,
                    planning,
                    (captureTime, capturePeriod) -> rowPublished(meter, captureTime, capturePeriod));
            return sessions.on(permit, meter, leaseGate, session -> reading.read(session, by, slot));
        } finally {
            knownPlan = planning.known();
        }
    }

    private void succeeded() {
        notBeforeNanos = services.orders().nanoTime().getAsLong();
        announcements.over(
                Condition.FAULT,
                stamp().event(
                                EventCodes.RECOVERED,
                                "The meter is read again.",
                                Map.of("failures", Integer.toString(failures))));
        failures = 0;
    }

    private void failed(MeterFault fault) {
        if (fault instanceof MeterFault.SegmentUnavailable) {
            services.orders().observer().pollEnded("segment", 0);
            return; // it waits for its segment again, at the end of the queue
        }
        failures++;
        if (fault instanceof MeterFault.WrongMeter(String expected, String found)) {
            remember(found);
        }
        int weight = fault.transientFault() ? failures : Integer.MAX_VALUE;
        notBeforeNanos = services.orders().nanoTime().getAsLong()
                + services.polling()
                        .backoff()
                        .delay(weight, services.orders().chance().getAsDouble())
                        .toNanos();
        if (fault.eventCode() == EventCode.GATEWAY_STOP) {
            services.orders().observer().pollEnded("stopped", 0);
            return;
        }
        services.orders().observer().pollEnded(fault.eventCode().code(), 0);
        LOGGER.atInfo()
                .addKeyValue("meterId", meterId)
                .addKeyValue("error", fault.evidence())
                .addKeyValue("failures", failures)
                .log("poll failed");
        Diagnosis diagnosis = Diagnosis.of(fault);
        if (diagnosis.askAgain() && failures < services.polling().cyclesBeforeAlarm()) {
            return;
        }
        announcements.tell(
                Condition.FAULT,
                diagnosis.code().code() + " " + diagnosis.layer() + " " + diagnosis.cause(),
                stamp().event(
                                diagnosis.code().code(),
                                "The meter cannot be read: " + fault.evidence() + ". " + diagnosis.remedy(),
                                diagnosis.evidence(fault, failures)));
    }

    /** The meter that is to be registered next was there from then on. */
    private void remember(String foreignSerial) {
        LastSeen.Foreign known = memory.state().seen().foreign();
        if (known == null || !known.serial().equals(foreignSerial)) {
            LastSeen.Foreign foreign = new LastSeen.Foreign(foreignSerial, stamp().fieldTime());
            memory.commit(state -> state.withSeen(state.seen().withForeign(foreign)), List.of());
        }
    }

    /** An unreadable state is told every time: nothing may be written over it. */
    private void tellRejection(String reason) {
        Publication event = stamp().event(
                        EventCodes.REGISTRATION,
                        "The registration cannot be worked with: " + reason + ".",
                        Map.of("cause", "Registration", "evidence", reason));
        if (stateReadable) {
            announcements.tell(Condition.REGISTRATION, reason, event);
        } else {
            memory.publish(event);
        }
    }

    private void enqueue(Runnable task) {
        if (!queue.offer(guarded(task))) {
            owner.fail(new CommitFailedException("session queue of a meter is full"));
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (CommitFailedException | VirtualMachineError notCommitted) {
                owner.fail(notCommitted);
            } catch (RuntimeException | Error defect) {
                setAside(defect);
            }
        };
    }

    /** A fault of the gateway that this meter brings out ends no other meter's work; it is told and tried again later. */
    private void setAside(Throwable defect) {
        LOGGER.atError().addKeyValue("meterId", meterId).setCause(defect).log("the gateway failed on a meter");
        failures++;
        notBeforeNanos = services.orders().nanoTime().getAsLong()
                + services.polling()
                        .backoff()
                        .delay(Integer.MAX_VALUE, services.orders().chance().getAsDouble())
                        .toNanos();
        String cause = defect.getClass().getSimpleName();
        try {
            announcements.tell(
                    Condition.FAULT,
                    DEFECT + cause,
                    stamp().event(
                                    EventCodes.PROTOCOL,
                                    "The gateway itself failed on what this meter delivered; its log says how.",
                                    Map.of("cause", DEFECT, "evidence", cause)));
        } catch (RuntimeException untold) {
            owner.fail(untold);
        }
    }

    private Stamp stamp() {
        return new Stamp(
                services.orders().fieldTime().instant(),
                services.orders().wallTime().instant());
    }
}
