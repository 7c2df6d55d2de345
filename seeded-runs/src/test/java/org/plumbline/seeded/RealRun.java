// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CampaignState;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.seeded.CrashWorld.Delivery;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * One case on real processes: what people, the analyzer and the log do about one meter, and all that becomes visible of it.
 * A campaign of this meter alone is created when the meter's first epoch is known. An order whose correction was disproven
 * comes once more when all is over: out of order. Confined to one thread.
 */
final class RealRun {

    private static final Set<MemberState> FINAL = Set.of(
            MemberState.CORRECTED,
            MemberState.ALREADY_CORRECT,
            MemberState.REFUSED,
            MemberState.CONFLICT,
            MemberState.UNREACHABLE,
            MemberState.NOT_PROVEN,
            MemberState.NEEDS_PERSON,
            MemberState.ABORTED,
            MemberState.EXPIRED,
            MemberState.ROLLED_BACK);

    final RealCase which;
    final MeterPlan plan;
    final List<CalibrationOutcome> outcomes = new ArrayList<>();
    final List<AuditFact> facts = new ArrayList<>();
    final List<AuditEntry> chain = new ArrayList<>();
    final List<AuditEntry> chainOfCampaign = new ArrayList<>();
    final Map<String, CalibrationOrder> orders = new HashMap<>();
    private final RealTopics topics;
    private final RealWords words;
    private @Nullable ConsumerRecord<String, byte[]> disproven;
    private int sent;
    private int delivered;
    private final Map<String, ConsumerRecord<String, byte[]>> again = new HashMap<>();
    private CampaignState campaign = CampaignState.UNKNOWN;
    private MemberState stage = MemberState.UNKNOWN;
    private boolean created;
    private boolean started;

    RealRun(RealCase which, MeterPlan plan, RealTopics topics, SigningKey console) {
        this.which = which;
        this.plan = plan;
        this.topics = topics;
        this.words = new RealWords(which, plan, topics, console);
    }

    MemberState stage() {
        return stage;
    }

    boolean awaitsApproval() {
        return campaign == CampaignState.AWAITING_APPROVAL && !started;
    }

    boolean started() {
        return started;
    }

    /** How often its orders stand on their topic. */
    int delivered() {
        return delivered;
    }

    /**
     * Over: at its final stage, its last fact in the chain, every delivery answered. A gateway that takes a partition up
     * again goes on from the first order that had not ended, and so answers those that had ended behind it once more.
     */
    boolean atRest() {
        return FINAL.contains(stage)
                && chain.stream().anyMatch(entry -> entry.getFact().getKind().equals("MEMBER_" + stage))
                && chain.size() == facts.size()
                && again.isEmpty()
                && disproven == null
                && delivered >= sent
                && outcomes.size() >= delivered;
    }

    /** Whatever became visible of this meter or its campaign. */
    void take(ConsumerRecord<String, byte[]> seen, Instant fieldNow) {
        if (RealTopics.isOf(seen, Topics.METER_EVENTS)) {
            event(topics.read(seen, MeterEvent.class), fieldNow);
        } else if (RealTopics.isOf(seen, Topics.CAMPAIGNS)) {
            campaign = topics.read(seen, Campaign.class).getState();
        } else if (RealTopics.isOf(seen, Topics.CAMPAIGN_MEMBERS)) {
            stage = topics.read(seen, CampaignMember.class).getState();
        } else if (RealTopics.isOf(seen, Topics.CALIBRATION_ORDERS)) {
            order(seen);
        } else if (RealTopics.isOf(seen, Topics.CALIBRATION_OUTCOMES)) {
            outcomes.add(topics.read(seen, CalibrationOutcome.class));
        } else if (RealTopics.isOf(seen, Topics.AUDIT_FACTS)) {
            AuditFact fact = topics.read(seen, AuditFact.class);
            if (fact.getSubjectId().equals(plan.meterId())) {
                facts.add(fact);
            }
        } else if (RealTopics.isOf(seen, Topics.AUDIT)) {
            AuditEntry entry = topics.read(seen, AuditEntry.class);
            (entry.getSubjectId().equals(plan.meterId()) ? chain : chainOfCampaign).add(entry);
        }
    }

    private void order(ConsumerRecord<String, byte[]> seen) {
        CalibrationOrder order = topics.read(seen, CalibrationOrder.class);
        delivered++;
        if (orders.put(order.getOrderId(), order) != null) {
            return;
        }
        sent++;
        Delivery delivery = which.which().delivery();
        if (delivery != Delivery.ONCE) {
            deliverAgain(seen);
        }
        if (delivery == Delivery.THREE_TIMES_OVER_TIME) {
            again.put(order.getOrderId(), seen);
        }
        if (which.which().wrong() && orders.size() == 1) {
            disproven = seen;
        }
    }

    private void deliverAgain(ConsumerRecord<String, byte[]> seen) {
        sent++;
        topics.sendAgain(seen);
    }

    /** What the log does when its time has come. */
    void step() {
        for (CalibrationOutcome outcome : List.copyOf(outcomes)) {
            ConsumerRecord<String, byte[]> once = again.remove(outcome.getOrderId());
            if (once != null) {
                deliverAgain(once);
            }
        }
        if (disproven != null && stage == MemberState.ROLLED_BACK) {
            deliverAgain(disproven);
            disproven = null;
        }
    }

    private void event(MeterEvent event, Instant fieldNow) {
        var calibration = event.getCalibration();
        if (!event.getCode().equals(EventCodes.EPOCH) || calibration == null) {
            return;
        }
        words.estimate(calibration.getEpoch(), octets(calibration.getBlock()), fieldNow);
        if (!created) {
            created = true;
            words.create();
        }
    }

    /** Another person approves, and it begins. */
    void approveAndStart() {
        started = true;
        words.approveAndStart();
    }

    /** @param active what the meter holds, in hexadecimal */
    Ending ending(String active, int activations, List<String> trace) {
        return new Ending(
                active.equals(words.targetBlock()),
                activations,
                stage.name(),
                outcomes.stream()
                        .filter(outcome -> !outcome.getRepeated())
                        .map(outcome -> outcome.getOutcome().name())
                        .sorted()
                        .toList(),
                facts.stream().map(AuditFact::getKind).collect(Collectors.toCollection(TreeSet::new)),
                trace);
    }

    boolean isOldOrTarget(String active) {
        return active.equals(words.targetBlock()) || active.equals(words.baseBlock());
    }

    @Override
    public String toString() {
        return which.name() + " (" + plan.meterId() + ", campaign " + campaign + ", member " + stage + ", "
                + facts.stream().map(AuditFact::getKind).toList() + ", chain of " + chain.size() + ", outcomes "
                + outcomes.stream()
                        .map(outcome -> outcome.getOutcome() + (outcome.getRepeated() ? " again" : "") + " "
                                + outcome.getReasonText())
                        .toList()
                + ", delivered " + delivered + " of " + sent + ")";
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return octets;
    }
}
