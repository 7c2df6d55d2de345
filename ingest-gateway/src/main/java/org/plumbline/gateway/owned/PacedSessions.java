// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.GatewayException;
import org.plumbline.gateway.commit.MeterMemory;
import org.plumbline.gateway.commit.Stamp;
import org.plumbline.gateway.dlms.EventCode;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.ownership.DurableCounters;
import org.plumbline.gateway.ownership.MeterSessions;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.pacing.Blame;
import org.plumbline.gateway.pacing.FrameLoss;
import org.plumbline.gateway.pacing.LossWindow;
import org.plumbline.gateway.pacing.SessionPermit;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.MeterSession;
import org.plumbline.gateway.state.Condition;
import org.plumbline.schema.EventCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of one meter within the limits of its network segment. Used on the meter's session queue only. A meter that is
 * silent because its segment is dead fails with {@link MeterFault.SegmentUnavailable}, which is nobody's fault.
 */
final class PacedSessions implements MeterSessions {

    private static final Logger LOGGER = LoggerFactory.getLogger(PacedSessions.class);
    private static final Duration LONGEST_ORDER_WAIT = Duration.ofSeconds(30);

    private final String meterId;
    private final MeterServices services;
    private final OwnerLink owner;
    private final MeterMemory memory;
    private final DurableCounters counters;
    private boolean answeredLastTime = true;
    private @Nullable LossWindow lossWindow;

    PacedSessions(
            String meterId, MeterServices services, OwnerLink owner, MeterMemory memory, DurableCounters counters) {
        this.meterId = meterId;
        this.services = services;
        this.owner = owner;
        this.memory = memory;
        this.counters = counters;
    }

    @Override
    public <T> T with(Admission.Admitted meter, FrameGate gate, Function<MeterSession, T> work) {
        requireOwner();
        try (SessionPermit permit = OrderClaim.await(services.pacer(), meter.segment(), owner, LONGEST_ORDER_WAIT)) {
            return on(permit, meter, gate, work);
        }
    }

    /** As {@link #with}, on a permit that is there already; the caller closes it. */
    <T> T on(SessionPermit permit, Admission.Admitted meter, FrameGate gate, Function<MeterSession, T> work) {
        SegmentUse use = new SegmentUse(permit, owner);
        try {
            T result = inSession(use, meter, gate, work);
            answeredLastTime = true;
            services.orders().observer().sessionEnded(null);
            count(use, permit);
            return result;
        } catch (MeterFaultException failed) {
            MeterFaultException judged = judged(failed, permit);
            services.orders().observer().sessionEnded(judged.fault());
            count(use, permit);
            throw judged;
        }
    }

    private void count(SegmentUse use, SessionPermit permit) {
        if (use.framesSent() == 0) {
            return;
        }
        FrameLoss.Report report = permit.frames(
                meterId,
                use.framesSent(),
                use.framesLost(),
                lossWindow,
                memory.state().told().tells(Condition.FRAME_LOSS));
        lossWindow = report.next();
        if (owner.running()) {
            FrameLossEvents.tell(report, permit.segment(), memory, stamp());
        }
    }

    private void requireOwner() {
        if (!owner.running()) {
            throw new MeterFaultException(new MeterFault.LeaseLost());
        }
    }

    private <T> T inSession(SegmentUse use, Admission.Admitted meter, FrameGate gate, Function<MeterSession, T> work) {
        requireOwner();
        counters.use(meter.keyFingerprint(), services.orders().wallTime().instant());
        try (MeterSession session = services.connector().open(meter.target(), counters, gate, use)) {
            return work.apply(session);
        } catch (GatewayException known) {
            throw known;
        } catch (RuntimeException | Error defect) {
            LOGGER.atError().addKeyValue("meterId", meterId).setCause(defect).log("session failed unexpectedly");
            throw new MeterFaultException(
                    new MeterFault.CodecFailed("session", defect.getClass().getSimpleName()), defect);
        }
    }

    /** Only silence says something about the segment; any answer, even a refusal, shows that it is alive. */
    private MeterFaultException judged(MeterFaultException failed, SessionPermit permit) {
        if (permit.hasAnswered()) {
            answeredLastTime = true;
            return failed;
        }
        if (failed.fault().eventCode() != EventCode.COMMUNICATION
                || failed.fault() instanceof MeterFault.SegmentUnavailable) {
            return failed;
        }
        Blame blame = permit.silent(meterId, answeredLastTime);
        switch (blame) {
            case Blame.Meter meter -> {
                answeredLastTime = false;
                return failed;
            }
            case Blame.Segment segment -> {}
            case Blame.SegmentFound(int meters) -> tellDead(permit.segment(), meters, failed.fault());
        }
        return new MeterFaultException(new MeterFault.SegmentUnavailable(permit.segment(), "is silent"), failed);
    }

    private void tellDead(String segment, int meters, MeterFault fault) {
        LOGGER.atWarn().addKeyValue("segment", segment).log("network segment is silent");
        memory.publish(stamp().event(
                        EventCodes.COMMUNICATION,
                        "Network segment " + segment + " is silent: " + meters
                                + " meters did not answer one after the other.",
                        Map.of(
                                "layer",
                                "segment",
                                "segment",
                                segment,
                                "meters",
                                Integer.toString(meters),
                                "evidence",
                                fault.evidence())));
    }

    private Stamp stamp() {
        return new Stamp(
                services.orders().fieldTime().instant(),
                services.orders().wallTime().instant());
    }
}
