// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.NetworkUse;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.OrderResult;

class TimedTransportTest {

    private static final byte[] REPLY = {1, 2, 3};

    private long nanos;
    private boolean silent;
    private boolean closed;
    private final List<String> told = new ArrayList<>();

    private final WorkObserver observer = new WorkObserver() {
        @Override
        public void pollEnded(String outcome, int rows) {
            throw new AssertionError("not of an exchange");
        }

        @Override
        public void orderEnded(OrderResult result) {
            throw new AssertionError("not of an exchange");
        }

        @Override
        public void exchanged(String phase, long took, boolean answered) {
            told.add(phase + " " + took + " " + answered);
        }
    };

    private final DlmsLink link = new DlmsLink() {
        @Override
        public byte[] exchange(byte[] apdu, String phase, Duration deadline) {
            nanos += 70;
            if (silent) {
                throw new MeterFaultException(new MeterFault.ExchangeTimeout(phase, deadline));
            }
            return REPLY;
        }

        @Override
        public void close() {
            closed = true;
        }
    };

    private final DlmsLink timed = new TimedTransport((endpoint, sap, timeout, use) -> link, () -> nanos, observer)
            .connect(new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1), 1, Duration.ofSeconds(1), NetworkUse.UNCOUNTED);

    @Test
    void anExchangeIsTimedWhetherItIsAnsweredOrNot() {
        assertArrayEquals(REPLY, timed.exchange(new byte[1], "GET clock", Duration.ofSeconds(1)));
        silent = true;
        assertThrows(MeterFaultException.class, () -> timed.exchange(new byte[1], "SET block", Duration.ofSeconds(1)));
        assertEquals(List.of("GET clock 70 true", "SET block 70 false"), told);
    }

    @Test
    void closingClosesTheLink() {
        timed.close();
        assertEquals(true, closed);
    }
}
