// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditEntry;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationOutcome;
import org.plumbline.schema.avro.Campaign;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.CampaignMember;
import org.plumbline.schema.avro.CampaignPlan;
import org.plumbline.schema.avro.CaseAction;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.CorrectiveAction;
import org.plumbline.schema.avro.CurvePoint;
import org.plumbline.schema.avro.DriftEstimate;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.UncertaintyBudget;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.SigningKey;

/** A small world around the calibrator: real keys and signatures, and the words of people and of the other services. */
public abstract class Scene {

    public static final String PREFIX = "test.";
    public static final double ERROR_PERCENT = 1.3;
    private static final MeterModel ALPHA = MeterModels.named("PLB-ALPHA").orElseThrow();
    private static final byte[] BASE = HexFormat.of().parseHex("0101004000000000");

    private final Map<String, String> newestStop = new HashMap<>();
    public final SchemaRegistryClient registry = new MockSchemaRegistryClient();
    public final Map<String, Campaign> campaigns = new ConcurrentHashMap<>();
    public final Map<String, CampaignMember> members = new ConcurrentHashMap<>();
    public final List<CalibrationOrder> orders = new CopyOnWriteArrayList<>();
    public final List<AuditEntry> audit = new CopyOnWriteArrayList<>();
    public final Path calibratorKeyFile;
    public final Path auditorKeyFile;
    public final Path signersFile;
    public final SigningKey consoleKey;
    /** A key nobody trusts, under the console's id. */
    public final SigningKey otherKey;

    protected Instant fieldNow = Instant.parse("2026-03-01T00:00:00Z");

    protected Scene(Path directory) throws IOException {
        Path console = directory.resolve("console.pem");
        calibratorKeyFile = directory.resolve("calibrator.pem");
        auditorKeyFile = directory.resolve("auditor.pem");
        signersFile = directory.resolve("signers.json");
        String consolePublic = SigningKey.generate(console);
        String calibratorPublic = SigningKey.generate(calibratorKeyFile);
        Files.writeString(
                signersFile,
                "[" + signer("console", consolePublic, "COMMANDS") + ","
                        + signer("auditor", SigningKey.generate(auditorKeyFile), "CHECKPOINTS") + ","
                        + signer("calibrator", calibratorPublic, "ORDERS") + "]");
        consoleKey = SigningKey.load("console", console);
        SigningKey.generate(directory.resolve("other.pem"));
        otherKey = SigningKey.load("console", directory.resolve("other.pem"));
        SchemaRegistration.registerAll(registry, PREFIX);
    }

    private static String signer(String keyId, String publicKey, String purpose) {
        return """
                {"keyId": "%s", "algorithm": "Ed25519", "publicKey": "%s", "purpose": "%s",
                 "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z", "revoked": false}""".formatted(keyId, publicKey, purpose);
    }

    /** Wall-clock time. */
    public abstract Instant now();

    /** Puts a record on a topic. */
    public abstract <V extends SpecificRecord> void send(Topic topic, String key, V value);

    public void fieldDays(int days) {
        fieldNow = fieldNow.plus(Duration.ofDays(days));
    }

    // What the other services say.

    /** A registered meter with an open case of +1.3 % against a paired reference. */
    public void meterWithCase(String meterId) {
        register(registration(meterId).build());
        reference(meterId);
        drift(estimate(meterId, 1, ERROR_PERCENT, 60).build());
        openCase(accuracyCase(meterId).build());
    }

    public void register(MeterRegistration registration) {
        send(Topics.METERS, registration.getMeterId(), registration);
    }

    public void reference(String meterId) {
        send(
                Topics.REFERENCE_PROFILES,
                "ref-" + meterId,
                ReferenceProfile.newBuilder()
                        .setProfileId("ref-" + meterId)
                        .setKind(ReferenceKind.PAIRED)
                        .setState(ProfileState.ACTIVE)
                        .setTestedMeterId(meterId)
                        .build());
    }

    public void drift(DriftEstimate estimate) {
        send(Topics.DRIFT, estimate.getMeterId(), estimate);
    }

    public void openCase(AccuracyCase accuracyCase) {
        send(Topics.CASES, accuracyCase.getCaseId(), accuracyCase);
    }

    public void command(CampaignCommand command) {
        send(Topics.CAMPAIGN_COMMANDS, command.getCampaignId(), command);
    }

    public void hold(Hold hold) {
        seen(hold);
        send(Topics.HOLDS, hold.getScope(), hold);
    }

    public void outcome(CalibrationOrder order, OrderResult result, boolean repeated) {
        send(
                Topics.CALIBRATION_OUTCOMES,
                order.getMeterId(),
                CalibrationOutcome.newBuilder()
                        .setOrderId(order.getOrderId())
                        .setMeterId(order.getMeterId())
                        .setSequence(order.getSequence())
                        .setOutcome(result)
                        .setRepeated(repeated)
                        .setNewEpoch(result == OrderResult.APPLIED ? 2 : 0)
                        .setFieldTime(fieldNow)
                        .setWallTime(now())
                        .build());
    }

    public static MeterRegistration.Builder registration(String meterId) {
        return MeterRegistration.newBuilder()
                .setMeterId(meterId)
                .setState(RegistrationState.ACTIVE)
                .setMeterModel("PLB-ALPHA")
                .setVerificationState(VerificationState.UNVERIFIED)
                .setCorrectionPolicy(CorrectionPolicy.ADJUST_UNVERIFIED)
                .setPolicyDocument("POLICY-1")
                .setLimitPercent(1.0)
                .setMaximumPermissibleErrorPercent(1.0);
    }

    public DriftEstimate.Builder estimate(String meterId, int epoch, double errorPercent, int closedDays) {
        return DriftEstimate.newBuilder()
                .setMeterId(meterId)
                .setProfileId("ref-" + meterId)
                .setCalibrationEpoch(epoch)
                .setWindowTo(fieldNow)
                .setClosedDays(closedDays)
                .setErrorPercent(errorPercent)
                .setUncertainty(new UncertaintyBudget(0.05, 0.02, 0.03, 0.035, 0.03, 0.0))
                .setQuietDays(closedDays)
                .setCoveredEnergyFraction(0.97)
                .setCurve(List.of(new CurvePoint(0.1, errorPercent, 0.05, true, 0.0)))
                .setAdjustCandidate(epoch == 1)
                .setAction(epoch == 1 ? CorrectiveAction.ADJUST_GAIN : CorrectiveAction.NONE);
    }

    public static AccuracyCase.Builder accuracyCase(String meterId) {
        return AccuracyCase.newBuilder()
                .setCaseId(caseId(meterId))
                .setMeterId(meterId)
                .setKind("MET-02")
                .setNumber(1)
                .setState(CaseState.PROPOSED)
                .setAction(CaseAction.ADJUST_GAIN)
                .setProposal(target());
    }

    public static String caseId(String meterId) {
        return meterId + "|MET-02|1";
    }

    public static CoefficientTarget target() {
        byte[] wanted = ALPHA.scaled(BASE, 1 / (1 + ERROR_PERCENT / 100));
        return new CoefficientTarget(
                "PLB-ALPHA",
                1,
                ByteBuffer.wrap(BASE),
                ALPHA.checksumOf(BASE),
                ByteBuffer.wrap(wanted),
                ALPHA.checksumOf(wanted),
                ALPHA.gainRatio(BASE, wanted),
                0.0);
    }

    public static MemberTarget member(String meterId, int wave) {
        return new MemberTarget(meterId, caseId(meterId), wave, target());
    }

    // What people do.

    public CampaignCommand.Builder by(String principal, String campaignId, CampaignAction action) {
        return CampaignCommand.newBuilder()
                .setCampaignId(campaignId)
                .setAction(action)
                .setPrincipal(principal)
                .setAuthenticatedAt(now().minus(Duration.ofMinutes(5)))
                .setIssuedAt(now());
    }

    public CampaignCommand signed(CampaignCommand.Builder command, SigningKey key) {
        CampaignCommand identified = CampaignCommand.newBuilder(command.build()).build();
        identified = CampaignCommand.newBuilder(identified)
                .setCommandId(Canonical.commandId(identified))
                .build();
        return CampaignCommand.newBuilder(identified)
                .setSignature(key.sign(Canonical.signedPart(identified)))
                .build();
    }

    public CampaignCommand signed(CampaignCommand.Builder command) {
        return signed(command, consoleKey);
    }

    /** Creates a campaign and sends its members in chunks of two. */
    public void create(String campaignId, String author, MemberTarget... targets) {
        create(campaignId, author, null, targets);
    }

    /** The same under a plan. */
    public void create(String campaignId, String author, @Nullable CampaignPlan plan, MemberTarget... targets) {
        List<MemberTarget> all = List.of(targets);
        int chunks = (all.size() + 1) / 2;
        command(signed(by(author, campaignId, CampaignAction.CREATE)
                .setName("Correction " + campaignId)
                .setMemberCount(all.size())
                .setChunkCount(chunks)
                .setPlan(plan)
                .setMembersDigest(Canonical.campaignDigest(plan, all))));
        for (int chunk = 0; chunk < chunks; chunk++) {
            command(signed(by(author, campaignId, CampaignAction.MEMBERS)
                    .setChunkIndex(chunk)
                    .setMembers(all.subList(2 * chunk, Math.min(all.size(), 2 * chunk + 2)))));
        }
    }

    public void approve(String campaignId, String approver) {
        command(signed(by(approver, campaignId, CampaignAction.APPROVE)
                .setMembersDigest(campaigns.get(campaignId).getMembersDigest())));
    }

    public void act(String campaignId, String principal, CampaignAction action) {
        command(signed(by(principal, campaignId, action).setReason("because")));
    }

    /** Resumes as the console does: with the lift of the campaign's stop. */
    public void resume(String campaignId, String principal, Hold lift) {
        command(signed(by(principal, campaignId, CampaignAction.RESUME)
                .setReason("because")
                .setLift(lift)));
    }

    /** Remembers the stop that a lift of its scope must name. */
    protected final void seen(Hold hold) {
        if (hold.getActive()) {
            newestStop.put(hold.getScope(), Canonical.stopId(hold));
        }
    }

    /** A stop, or a lift of the newest stop that was seen. */
    public Hold holdOf(String scope, boolean active, boolean signed) {
        Hold hold = Hold.newBuilder()
                .setScope(scope)
                .setActive(active)
                .setPrincipal("anna")
                .setAuthenticatedAt(now())
                .setIssuedAt(now())
                .setReason("stop")
                .setLiftedStopId(active ? "" : newestStop.getOrDefault(scope, ""))
                .build();
        return signed
                ? Hold.newBuilder(hold)
                        .setSignature(consoleKey.sign(Canonical.signedPart(hold)))
                        .build()
                : hold;
    }

    // What comes of it.

    public String state(String campaignId) {
        Campaign campaign = campaigns.get(campaignId);
        return campaign == null ? "none" : campaign.getState().name();
    }

    public String stage(String campaignId, String meterId) {
        CampaignMember member = members.get(campaignId + "|" + meterId);
        return member == null ? "none" : member.getState().name();
    }

    public List<CalibrationOrder> ordersTo(String meterId) {
        return orders.stream()
                .filter(order -> order.getMeterId().equals(meterId))
                .toList();
    }

    public List<String> factsAbout(String subjectId) {
        return audit.stream()
                .filter(entry -> entry.getSubjectId().equals(subjectId))
                .map(entry -> entry.getFact().getKind())
                .toList();
    }

    public List<String> refusals(String campaignId) {
        return audit.stream()
                .filter(entry -> entry.getSubjectId().equals(campaignId))
                .filter(entry -> entry.getFact().getKind().equals("COMMAND_REFUSED"))
                .map(entry -> detail(entry, "reason"))
                .toList();
    }

    public static String detail(AuditEntry entry, String name) {
        return entry.getFact().getDetails().stream()
                .filter(detail -> detail.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getText();
    }
}
