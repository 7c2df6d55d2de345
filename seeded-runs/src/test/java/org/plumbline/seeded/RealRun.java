// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CampaignState;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;
import org.plumbline.seeded.CrashWorld.Delivery;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * One case on real processes: what people, the analyzer and the log do about one meter, and all that becomes visible of it.
 * A campaign of this meter alone is created when the meter's first epoch is known. An order whose correction was disproven
 * comes once more when all is over: out of order. Confined to one thread.
 */
final class RealRun {

    private static final double ERROR_PERCENT = 1.3;
    private static final int CLOSED_DAYS = 14;
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
    private final SigningKey console;
    private final CoefficientTarget target;
    private final MeterModel model;
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
        this.console = console;
        this.model = MeterModels.named(plan.model().modelName()).orElseThrow();
        byte[] base = plan.factoryBlock().canonicalBytes();
        byte[] wanted = model.scaled(base, 1 / (1 + ERROR_PERCENT / 100));
        this.target = new CoefficientTarget(
                model.name(),
                1,
                ByteBuffer.wrap(base),
                model.checksumOf(base),
                ByteBuffer.wrap(wanted),
                model.checksumOf(wanted),
                model.gainRatio(base, wanted));
    }

    private String campaignId() {
        return "c-" + plan.meterId();
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

    /** Over: at its final stage, its last fact in the chain, every delivery answered. */
    boolean atRest() {
        return FINAL.contains(stage)
                && chain.stream().anyMatch(entry -> entry.getFact().getKind().equals("MEMBER_" + stage))
                && chain.size() == facts.size()
                && again.isEmpty()
                && disproven == null
                && delivered >= sent
                && outcomes.size() == delivered;
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
        estimate(calibration.getEpoch(), octets(calibration.getBlock()), fieldNow);
        if (!created) {
            created = true;
            create();
        }
    }

    private void create() {
        String meterId = plan.meterId();
        String caseId = meterId + "|MET-02|1";
        topics.send(
                Topics.CASES,
                caseId,
                AccuracyCase.newBuilder()
                        .setCaseId(caseId)
                        .setMeterId(meterId)
                        .setKind("MET-02")
                        .setNumber(1)
                        .setState(CaseState.PROPOSED)
                        .setAction(CaseAction.ADJUST_GAIN)
                        .setProposal(target)
                        .build());
        List<MemberTarget> members = List.of(new MemberTarget(meterId, caseId, 1, target));
        command(by("author", CampaignAction.CREATE)
                .setName(which.name())
                .setMemberCount(1)
                .setChunkCount(1)
                .setMembersDigest(Canonical.campaignDigest(null, members)));
        command(by("author", CampaignAction.MEMBERS).setChunkIndex(0).setMembers(members));
    }

    /** Another person approves, and it begins. */
    void approveAndStart() {
        started = true;
        CampaignCommand.Builder approval = by("approver", CampaignAction.APPROVE);
        List<MemberTarget> members = List.of(new MemberTarget(plan.meterId(), plan.meterId() + "|MET-02|1", 1, target));
        command(approval.setMembersDigest(Canonical.campaignDigest(null, members)));
        command(by("author", CampaignAction.START).setReason("crash matrix"));
    }

    private CampaignCommand.Builder by(String principal, CampaignAction action) {
        return CampaignCommand.newBuilder()
                .setCampaignId(campaignId())
                .setAction(action)
                .setPrincipal(principal)
                .setAuthenticatedAt(now().minus(Duration.ofMinutes(5)))
                .setIssuedAt(now());
    }

    private void command(CampaignCommand.Builder command) {
        CampaignCommand plain = command.build();
        CampaignCommand named = CampaignCommand.newBuilder(plain)
                .setCommandId(Canonical.commandId(plain))
                .build();
        topics.send(
                Topics.CAMPAIGN_COMMANDS,
                campaignId(),
                CampaignCommand.newBuilder(named)
                        .setSignature(console.sign(Canonical.signedPart(named)))
                        .build());
    }

    /** What the analyzer would find from readings of that epoch: the error that the block in force leaves. */
    private void estimate(int epoch, byte[] block, Instant fieldNow) {
        double gain = model.gainRatio(octets(target.getBaseBlock()), block);
        double effect = which.which().wrong() ? 1 / gain : gain;
        boolean first = epoch == 1;
        topics.send(
                Topics.DRIFT,
                plan.meterId(),
                DriftEstimate.newBuilder()
                        .setMeterId(plan.meterId())
                        .setProfileId("ref-" + plan.meterId())
                        .setCalibrationEpoch(epoch)
                        .setWindowTo(fieldNow)
                        .setClosedDays(CLOSED_DAYS)
                        .setErrorPercent(((1 + ERROR_PERCENT / 100) * effect - 1) * 100)
                        .setUncertainty(new UncertaintyBudget(0.04, 0.02, 0.02, 0.02, 0.02, 0.0))
                        .setQuietDays(CLOSED_DAYS)
                        .setCoveredEnergyFraction(0.97)
                        .setAdjustCandidate(first)
                        .setAction(first ? CorrectiveAction.ADJUST_GAIN : CorrectiveAction.NONE)
                        .build());
    }

    /** @param active what the meter holds, in hexadecimal */
    Ending ending(String active, int activations, List<String> trace) {
        return new Ending(
                active.equals(hexadecimal(target.getTargetBlock())),
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
        return active.equals(hexadecimal(target.getTargetBlock())) || active.equals(hexadecimal(target.getBaseBlock()));
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

    private static String hexadecimal(ByteBuffer buffer) {
        return HexFormat.of().formatHex(octets(buffer));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
