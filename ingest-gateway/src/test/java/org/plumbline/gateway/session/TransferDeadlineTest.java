// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.guard.FrameGuard;
import org.plumbline.gateway.guard.GuardLimits;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.NetworkUse;

/** A meter that answers each request in time, but never comes to the end. */
class TransferDeadlineTest {

    private static final CosemAttribute PROFILE = new CosemAttribute(7, ObisCode.parse("1.0.99.1.0.255"), 2);
    private static final Duration EXCHANGE = Duration.ofSeconds(30);
    private static final Duration TRANSFER = Duration.ofSeconds(100);

    private final SlowMeter meter = new SlowMeter();
    private final Association association = association();

    @Test
    void transferThatTakesTooLongIsEndedThoughEachBlockCameInTime() {
        meter.replyAfter = Duration.ofSeconds(29);

        assertEquals(new MeterFault.TransferTimeout("GET " + PROFILE + ", block 4", TRANSFER), fault());
        assertEquals(TRANSFER.toNanos(), meter.now, "not a moment longer");
        assertTrue(meter.closed);
    }

    @Test
    void lastReplyIsAwaitedOnlyAsLongAsTheTransferMayTake() {
        meter.replyAfter = Duration.ofSeconds(29);

        fault();

        assertEquals(List.of(EXCHANGE, EXCHANGE, EXCHANGE, Duration.ofSeconds(13)), meter.deadlines);
    }

    @Test
    void silenceIsStillAMatterOfTheOneExchange() {
        meter.replyAfter = Duration.ofSeconds(31);

        assertEquals(new MeterFault.ExchangeTimeout("GET " + PROFILE, EXCHANGE), fault());
    }

    @Test
    void nothingIsAskedForOnceTheTimeIsOver() {
        meter.replyAfter = Duration.ofSeconds(25);

        assertEquals(new MeterFault.TransferTimeout("GET " + PROFILE + ", block 5", TRANSFER), fault());
        assertEquals(4, meter.deadlines.size());
    }

    @Test
    void eachTransferHasItsOwnTime() {
        meter.replyAfter = Duration.ofSeconds(20);
        meter.lastBlock = 4;
        for (int transfer = 0; transfer < 3; transfer++) {
            var unused = association.get(PROFILE);
        }

        assertEquals(Duration.ofSeconds(240).toNanos(), meter.now);
    }

    private MeterFault fault() {
        return assertThrows(MeterFaultException.class, () -> association.get(PROFILE))
                .fault();
    }

    private Association association() {
        SessionSettings defaults = SimulatedFleet.settings(EXCHANGE);
        GuardLimits limits = new GuardLimits(1_000, 1 << 20, TRANSFER);
        SessionSettings settings = new SessionSettings(
                defaults.connectTimeout(),
                EXCHANGE,
                defaults.releaseTimeout(),
                defaults.maxReceivePdu(),
                limits,
                defaults.maxProfileRows(),
                defaults.maxCounterJump(),
                defaults.counterMargin());
        FrameLine line = new FrameLine(
                meter, new CountingCounters(0), new ManualGate(), () -> meter.now, NetworkUse.UNCOUNTED, settings);
        return new Association(line, null, FrameGuard.plain(limits), new GuruxApduCodec(1_024), 1, settings);
    }

    /** Sends one octet a block; time passes by what it takes to answer. */
    private static final class SlowMeter implements DlmsLink {

        Duration replyAfter = Duration.ZERO;
        int lastBlock = Integer.MAX_VALUE;
        final List<Duration> deadlines = new ArrayList<>();
        long now;
        boolean closed;
        private int block;

        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            deadlines.add(deadline);
            if (replyAfter.compareTo(deadline) > 0) {
                now += deadline.toNanos();
                throw new MeterFaultException(new MeterFault.ExchangeTimeout(phase, deadline));
            }
            now += replyAfter.toNanos();
            block = apdu[1] == 1 ? 1 : block + 1;
            boolean last = block == lastBlock;
            String octets = block == 1 ? "0904" : "aa".repeat(last ? 2 : 1);
            return HexFormat.of()
                    .parseHex("c402%02x%02x%08x00%02x%s"
                            .formatted(apdu[2] & 0xFF, last ? 1 : 0, block, octets.length() / 2, octets));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
