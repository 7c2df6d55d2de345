// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.NetworkUse;

/** Which frames count as answered and which as lost. */
class FrameLineTest {

    private static final Duration EXCHANGE = Duration.ofSeconds(10);

    private final Deque<MeterFault> faults = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final FrameLine line = new FrameLine(
            new FaultyLink(),
            new CountingCounters(0),
            new ManualGate(),
            () -> 0,
            new RecordingUse(),
            SimulatedFleet.settings(EXCHANGE));

    private static final MeterFault NONE = new MeterFault.LeaseLost();

    private final class FaultyLink implements DlmsLink {
        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            @Nullable MeterFault fault = faults.poll();
            if (fault != null && !fault.equals(NONE)) {
                throw new MeterFaultException(fault);
            }
            return apdu;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final class RecordingUse implements NetworkUse {
        @Override
        public void awaitConnect() {
            // at once
        }

        @Override
        public void answered(boolean handshake) {
            told.add(handshake ? "handshake" : "answered");
        }

        @Override
        public void lost() {
            told.add("lost");
        }
    }

    private void fails() {
        assertThrows(MeterFaultException.class, () -> line.exchange(new byte[1], "GET"));
    }

    @Test
    void theFirstReplyIsTheHandshakeAndTheOthersCount() {
        for (int i = 0; i < 3; i++) {
            line.exchange(new byte[1], "GET");
        }
        assertEquals(List.of("handshake", "answered", "answered"), told);
    }

    @Test
    void aMeterThatNeverAnsweredLosesNothing() {
        faults.add(new MeterFault.ExchangeTimeout("AARE", EXCHANGE));
        fails();
        assertEquals(List.of(), told);
    }

    @Test
    void aReplyThatDoesNotComeAfterOthersIsALoss() {
        faults.add(NONE);
        faults.add(new MeterFault.ExchangeTimeout("GET", EXCHANGE));
        line.exchange(new byte[1], "AARE");
        fails();
        assertEquals(List.of("handshake", "lost"), told);
    }

    @Test
    void aConnectionThatEndsIsNoLoss() {
        faults.add(NONE);
        faults.add(new MeterFault.ConnectionLost("GET"));
        line.exchange(new byte[1], "AARE");
        fails();
        assertEquals(List.of("handshake"), told);
    }

    /** A release need not be answered. */
    @Test
    void anExchangeWithAShorterTimeOfItsOwnSaysNothing() {
        line.exchange(new byte[1], "AARE");
        faults.add(new MeterFault.ExchangeTimeout("release", Duration.ofMillis(500)));
        assertThrows(MeterFaultException.class, () -> line.exchange(new byte[1], "release", Duration.ofMillis(500)));
        assertEquals(List.of("handshake"), told);
    }
}
