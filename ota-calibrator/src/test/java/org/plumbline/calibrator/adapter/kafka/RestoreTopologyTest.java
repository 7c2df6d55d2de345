// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.schema.EventCodes;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.CalibrationOrder;
import org.plumbline.schema.avro.CalibrationState;
import org.plumbline.schema.avro.CampaignAction;
import org.plumbline.schema.avro.CoefficientTarget;
import org.plumbline.schema.avro.MemberTarget;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.OrderResult;
import org.plumbline.schema.avro.RestorePolicy;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/** From the records of a meter whose memory failed to the signed order that puts its proven block back. */
class RestoreTopologyTest {

    private static final CoefficientTarget WRITTEN = Bench.target();
    private static final ByteBuffer BROKEN = ByteBuffer.wrap(new byte[] {1, 1, 0, 0x41, 0, 0, 0, 0});

    private Bench bench;

    @BeforeEach
    void aCorrectionWasProven(@TempDir Path directory) throws IOException {
        bench = new Bench(directory);
        bench.meterWithCase("m-1");
        bench.createApprovedAndStarted("c-1", Bench.member("m-1", 1));
        bench.outcome(bench.orders.getLast(), OrderResult.APPLIED, false);
        epoch(2, WRITTEN.getTargetBlock());
        bench.fieldDays(7);
        bench.drift(bench.estimate("m-1", 2, 0.02, 7).build());
        assertEquals("CORRECTED", bench.stage("c-1", "m-1"));
        epoch(3, BROKEN);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theApprovedRestoreIsSignedAndEndsRestored() {
        bench.register(Bench.registration("m-1")
                .setRestorePolicy(RestorePolicy.RESTORE_UNVERIFIED)
                .build());
        bench.create("c-2", "anna", restore());
        bench.act("c-2", "anna", CampaignAction.START);
        bench.ticks();
        assertEquals(1, bench.orders.size(), "nobody approved");
        bench.approve("c-2", "bernd");
        bench.act("c-2", "anna", CampaignAction.START);
        bench.ticks();

        assertEquals(2, bench.orders.size());
        CalibrationOrder order = bench.orders.getLast();
        assertEquals(restore().getTarget(), order.getTarget());
        assertInstanceOf(
                TrustedSigners.Check.Trusted.class,
                bench.orderSigners.check(Canonical.signedPart(order), order.getSignature(), bench.now()));
        bench.outcome(order, OrderResult.APPLIED, false);
        assertEquals("RESTORED", bench.stage("c-2", "m-1"));
        assertEquals("COMPLETED", bench.state("c-2"));
        List<String> facts = bench.factsAbout("m-1");
        assertTrue(facts.containsAll(List.of("RESTORE_RELEASED", "MEMBER_RESTORED")), facts::toString);
    }

    @Test
    void aRegistrationThatSaysNothingLeavesTheMeterToAPerson() {
        bench.create("c-2", "anna", restore());
        bench.approve("c-2", "bernd");
        bench.act("c-2", "anna", CampaignAction.START);
        bench.ticks();

        assertEquals("NEEDS_PERSON", bench.stage("c-2", "m-1"));
        assertTrue(bench.members.get("c-2|m-1").getStateReason().startsWith("RESTORE_DENIED: "));
        assertEquals(1, bench.orders.size());
    }

    private static MemberTarget restore() {
        return new MemberTarget(
                "m-1",
                "",
                1,
                new CoefficientTarget(
                        WRITTEN.getMeterModel(),
                        3,
                        BROKEN,
                        WRITTEN.getTargetChecksum(),
                        WRITTEN.getTargetBlock(),
                        WRITTEN.getTargetChecksum(),
                        1.0,
                        0.0));
    }

    /** The checksum object keeps what it was when the proven block was written. */
    private void epoch(int number, ByteBuffer block) {
        bench.send(
                Topics.METER_EVENTS,
                "m-1",
                MeterEvent.newBuilder()
                        .setEventId("epoch-" + number)
                        .setMeterId("m-1")
                        .setCode(EventCodes.EPOCH)
                        .setCalibration(CalibrationState.newBuilder()
                                .setEpoch(number)
                                .setMeterModel("PLB-ALPHA")
                                .setBlock(block)
                                .setChecksum(WRITTEN.getTargetChecksum())
                                .build())
                        .build());
    }
}
