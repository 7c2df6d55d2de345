// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.ownership.LeaseGate;
import org.plumbline.gateway.ownership.OwnerLink;
import org.plumbline.gateway.port.GateDecision;
import org.plumbline.schema.hold.HoldState;

class OrderGateTest {

    private static final Instant EXPIRES = Instant.parse("2026-03-01T12:00:00Z");
    private final AtomicLong nanos = new AtomicLong(1);
    private final AtomicReference<Instant> wall = new AtomicReference<>(EXPIRES.minusSeconds(60));
    private final HoldsView holds = new HoldsView(nanos::get);
    private final Lease lease = new Lease(nanos::get, Duration.ofSeconds(10), Duration.ofSeconds(3));
    private boolean running = true;
    private OrderGate gate;

    @BeforeEach
    void everythingIsInOrder() {
        OwnerLink owner = new OwnerLink() {
            @Override
            public boolean running() {
                return running;
            }

            @Override
            public boolean pause(Duration howLong) {
                return running;
            }

            @Override
            public void await(CompletableFuture<?> answer, Duration howLong) {
                throw new IllegalStateException("a gate waits for nothing");
            }

            @Override
            public void fail(Throwable cause) {
                running = false;
            }
        };
        ReceivedOrder order = new ReceivedOrder("M", "id", "id", "d", null, "M", 1, "c", "k", null, EXPIRES);
        gate = new OrderGate(new LeaseGate(lease, owner), holds, order, wall::get);
        lease.renew(nanos.get());
        holds.completeAsOf(nanos.get());
    }

    @Test
    void isOpenWhileEverythingIsInOrder() {
        assertInstanceOf(GateDecision.Open.class, gate.beforeFrame());
        assertInstanceOf(GateDecision.Open.class, gate.beforeChange());
    }

    @Test
    void noFrameLeavesAfterTheLease() {
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        holds.completeAsOf(nanos.get());
        assertEquals(new GateDecision.Shut(new MeterFault.LeaseLost()), gate.beforeFrame());
        assertEquals(new GateDecision.Shut(new MeterFault.LeaseLost()), gate.beforeChange());
    }

    @Test
    void noFrameLeavesWhileThePartitionIsGivenBack() {
        running = false;
        assertEquals(new GateDecision.Shut(new MeterFault.LeaseLost()), gate.beforeFrame());
    }

    @Test
    void noChangeAfterTheOrderExpired() {
        wall.set(EXPIRES);
        assertInstanceOf(GateDecision.Open.class, gate.beforeFrame());
        assertEquals(new GateDecision.Shut(new MeterFault.OrderExpired("id")), gate.beforeChange());
    }

    @Test
    void noChangeUnderAHoldOfItsCampaign() {
        holds.apply("c", new HoldState.News.Stop("a", "pause", Instant.EPOCH));
        assertInstanceOf(GateDecision.Shut.class, gate.beforeChange());
        holds.apply("c", new HoldState.News.Lift("anna", "a", Instant.EPOCH));
        holds.apply("other", new HoldState.News.Stop("b", "pause", Instant.EPOCH));
        assertInstanceOf(GateDecision.Open.class, gate.beforeChange());
    }

    @Test
    void noChangeOnAViewOfTheHoldsOlderThanASecond() {
        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        GateDecision.Shut shut = assertInstanceOf(GateDecision.Shut.class, gate.beforeChange());
        assertInstanceOf(MeterFault.HoldActive.class, shut.fault());
    }
}
