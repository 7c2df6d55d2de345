// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.gateway.calibration.BlockState;
import org.plumbline.gateway.calibration.WriteIntent;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.state.OrderJournal;
import org.plumbline.gateway.state.OrderOutcome;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

class OrderRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final MeterModel MODEL = MeterModels.named("PLB-ALPHA").orElseThrow();
    private static final byte[] BASE = {1, 1, 0, 0x40, 0, 0, 0, 0}; // gain 2^22 / 2^22
    private static final OrderOutcome OUTCOME =
            new OrderOutcome(OrderResult.APPLIED, "", "", null, null, 2, 1, NOW, NOW, List.of());

    /** An order as mutable parts, so that each case changes one. */
    private record Draft(
            String recordKey,
            String orderId,
            String contentId,
            String digest,
            String signatureDefect,
            long sequence,
            ReceivedOrder.Target target,
            Instant expiresAt) {

        ReceivedOrder order() {
            return new ReceivedOrder(
                    recordKey, orderId, contentId, digest, signatureDefect, "M", sequence, "c", "k", target, expiresAt);
        }
    }

    private static final Draft GOOD = new Draft("M", "id-3", "id-3", "d3", null, 3, target(1.01), NOW.plusSeconds(60));
    private static final OrderJournal JOURNAL =
            OrderJournal.EMPTY.accept("id-1", "d1", 1).conclude("id-1", OUTCOME).accept("id-2", "d2", 2);

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("forged signature", "SIGNATURE_WRONG", false, d -> signature(d, "SIGNATURE_WRONG")),
                refusal("no signature", "SIGNATURE_MISSING", false, d -> signature(d, "SIGNATURE_MISSING")),
                refusal("id not of the content", "ORDER_ID_MISMATCH", false, d -> ids(d, "id-3", "other", "d3")),
                refusal("another meter's key", "METER_MISMATCH", false, d -> key(d, "N")),
                refusal("sequence zero", "SEQUENCE_MISSING", false, d -> sequence(d, 0)),
                refusal("older sequence", "SEQUENCE_REUSED", false, d -> sequence(d, 1)),
                refusal("reused sequence", "SEQUENCE_REUSED", false, d -> sequence(d, 2)),
                refusal(
                        "same id, other octets",
                        "ORDER_ID_REUSED",
                        false,
                        d -> sequence(ids(d, "id-1", "id-1", "x"), 1)),
                refusal("expired", "EXPIRED", true, d -> expires(d, NOW)),
                refusal("no target", "TARGET_MISSING", true, d -> target(d, null)),
                refusal("other model", "MODEL_MISMATCH", true, d -> target(d, otherModel())),
                refusal("step above the cap", "TARGET_UNSOUND", true, d -> target(d, target(1.0301))),
                refusal("step below the cap", "TARGET_UNSOUND", true, d -> target(d, target(0.9699))),
                refusal("phase above the cap", "TARGET_UNSOUND", true, d -> target(d, turned(0.01733))),
                refusal("phase below the cap", "TARGET_UNSOUND", true, d -> target(d, turned(-0.01733))),
                refusal("wrong checksum", "TARGET_UNSOUND", true, d -> target(d, wrongChecksum())),
                refusal("malformed target", "TARGET_UNSOUND", true, d -> target(d, malformed())));
    }

    @ParameterizedTest(name = "{0} is refused as {1}")
    @MethodSource("refusals")
    void badOrdersAreRefusedByName(String name, String code, boolean genuine, Draft draft) {
        OrderDecision.Refuse refused = assertInstanceOf(OrderDecision.Refuse.class, decide(draft, admitted()));
        assertEquals(code, refused.code());
        assertEquals(genuine, refused.genuine(), "whether the sequence counts as used");
    }

    @Test
    void aGoodOrderIsExecuted() {
        assertInstanceOf(OrderDecision.Execute.class, decide(GOOD, admitted()));
    }

    @Test
    void aStepOfExactlyTheCapIsExecuted() {
        assertInstanceOf(OrderDecision.Execute.class, decide(target(GOOD, target(1.03)), admitted()));
        assertInstanceOf(OrderDecision.Execute.class, decide(target(GOOD, turned(-0.01731)), admitted()));
    }

    @Test
    void theSameOrderAgainIsAnsweredWithItsOutcomeEvenWhenExpired() {
        Draft again = expires(sequence(ids(GOOD, "id-1", "id-1", "d1"), 1), Instant.EPOCH);
        assertEquals(new OrderDecision.Repeat(OUTCOME), decide(again, admitted()));
    }

    @Test
    void anOrderBegunAndNotEndedIsResumedWithItsIntentEvenWhenExpired() {
        WriteIntent intent = new WriteIntent(
                "id-2",
                "M",
                new BlockState(Octets.of(BASE), MODEL.checksumOf(BASE), true, 0),
                target(1.01).targetBlock());
        Draft again = expires(sequence(ids(GOOD, "id-2", "id-2", "d2"), 2), Instant.EPOCH);
        OrderDecision decision = OrderRules.decide(again.order(), admitted(), JOURNAL.intend(intent), NOW);
        assertEquals(
                intent, assertInstanceOf(OrderDecision.Resume.class, decision).intent());
    }

    @Test
    void anOrderBegunIsNotResumedOnAMeterNoLongerSecuredOrOfAnotherModel() {
        WriteIntent intent = new WriteIntent(
                "id-2",
                "M",
                new BlockState(Octets.of(BASE), MODEL.checksumOf(BASE), true, 0),
                target(1.01).targetBlock());
        Draft again = sequence(ids(GOOD, "id-2", "id-2", "d2"), 2);
        OrderJournal journal = JOURNAL.intend(intent);
        assertEquals("ASSOCIATION_NOT_SECURED", code(OrderRules.decide(again.order(), admitted(null), journal, NOW)));
        assertEquals(
                "MODEL_MISMATCH",
                code(OrderRules.decide(target(again, otherModel()).order(), admitted(), journal, NOW)));
        assertEquals(
                "REGISTRATION_WITHDRAWN",
                code(OrderRules.decide(again.order(), new Admission.Inactive(), journal, NOW)));
    }

    @Test
    void metersThatAreNotThereOrWronglyRegisteredAreNeverWritten() {
        assertEquals("METER_NOT_ACTIVE", code(decide(GOOD, new Admission.Inactive())));
        assertEquals("REGISTRATION_INVALID", code(decide(GOOD, new Admission.Rejected("bad"))));
        assertEquals("ASSOCIATION_NOT_SECURED", code(decide(GOOD, admitted(null))));
    }

    @Test
    void aSequenceOlderThanTheJournalReachesBackIsRefused() {
        OrderJournal journal = OrderJournal.EMPTY;
        for (int i = 1; i <= OrderJournal.MAX_ENTRIES + 2; i++) {
            journal = journal.accept("id-" + i, "d" + i, i);
        }
        Draft old = sequence(ids(GOOD, "id-1", "id-1", "d1"), 1);
        assertEquals("SEQUENCE_OLD", code(OrderRules.decide(old.order(), admitted(), journal, NOW)));
    }

    private static OrderDecision decide(Draft draft, Admission admission) {
        return OrderRules.decide(draft.order(), admission, JOURNAL, NOW);
    }

    private static String code(OrderDecision decision) {
        return assertInstanceOf(OrderDecision.Refuse.class, decision).code();
    }

    private static Arguments refusal(String name, String code, boolean genuine, UnaryOperator<Draft> change) {
        return Arguments.of(name, code, genuine, change.apply(GOOD));
    }

    private static Draft signature(Draft d, String defect) {
        return new Draft(d.recordKey, d.orderId, d.contentId, d.digest, defect, d.sequence, d.target, d.expiresAt);
    }

    private static Draft ids(Draft d, String orderId, String contentId, String digest) {
        return new Draft(d.recordKey, orderId, contentId, digest, d.signatureDefect, d.sequence, d.target, d.expiresAt);
    }

    private static Draft key(Draft d, String key) {
        return new Draft(key, d.orderId, d.contentId, d.digest, d.signatureDefect, d.sequence, d.target, d.expiresAt);
    }

    private static Draft sequence(Draft d, long sequence) {
        return new Draft(
                d.recordKey, d.orderId, d.contentId, d.digest, d.signatureDefect, sequence, d.target, d.expiresAt);
    }

    private static Draft target(Draft d, ReceivedOrder.Target target) {
        return new Draft(
                d.recordKey, d.orderId, d.contentId, d.digest, d.signatureDefect, d.sequence, target, d.expiresAt);
    }

    private static Draft expires(Draft d, Instant at) {
        return new Draft(d.recordKey, d.orderId, d.contentId, d.digest, d.signatureDefect, d.sequence, d.target, at);
    }

    /** 3 % at power factor 0.5 are 0.01732 rad. */
    private static ReceivedOrder.Target turned(double radians) {
        byte[] wanted = MODEL.turned(BASE, radians);
        return new ReceivedOrder.Target(
                MODEL.name(), 1, Octets.of(BASE), MODEL.checksumOf(BASE), Octets.of(wanted), MODEL.checksumOf(wanted));
    }

    private static ReceivedOrder.Target target(double factor) {
        byte[] wanted = MODEL.scaled(BASE, factor);
        return new ReceivedOrder.Target(
                MODEL.name(), 1, Octets.of(BASE), MODEL.checksumOf(BASE), Octets.of(wanted), MODEL.checksumOf(wanted));
    }

    private static ReceivedOrder.Target otherModel() {
        ReceivedOrder.Target good = target(1.01);
        return new ReceivedOrder.Target(
                "PLB-BETA", 1, good.baseBlock(), good.baseChecksum(), good.targetBlock(), good.targetChecksum());
    }

    private static ReceivedOrder.Target wrongChecksum() {
        ReceivedOrder.Target good = target(1.01);
        return new ReceivedOrder.Target(
                MODEL.name(), 1, good.baseBlock(), good.baseChecksum(), good.targetBlock(), good.targetChecksum() ^ 1);
    }

    private static ReceivedOrder.Target malformed() {
        ReceivedOrder.Target good = target(1.01);
        return new ReceivedOrder.Target(
                MODEL.name(), 1, good.baseBlock(), good.baseChecksum(), Octets.ofHex("0101"), good.targetChecksum());
    }

    private static Admission admitted() {
        return admitted(new SecurityContext(new byte[8], new byte[16], new byte[16]));
    }

    private static Admission admitted(SecurityContext security) {
        return new Admission.Admitted(
                new MeterTarget("M", new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), null, null, security),
                MODEL,
                Duration.ofMinutes(15),
                Duration.ofDays(1),
                Set.of(),
                Octets.empty(),
                "north");
    }
}
