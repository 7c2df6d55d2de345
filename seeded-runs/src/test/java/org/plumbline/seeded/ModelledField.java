// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.DlmsLink;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.dlms.MeterSession;
import org.plumbline.simulator.dlms.ObjectModels;
import org.plumbline.simulator.fault.MeterFaults;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;

/** The simulated meters themselves, without a network: connections to them are objects, and frames take simulated time. */
final class ModelledField {

    private static final byte[] PUBLIC_AARQ =
            HexFormat.of().parseHex("601DA109060760857405080101BE10040E01000000065F1F0400001E1DFFFF");
    private static final long RIVAL_STAYS_NANOS = Duration.ofSeconds(3).toNanos();

    /** One meter and the connections to it. */
    static final class Meter {
        final org.plumbline.simulator.dlms.MeterEndpoint endpoint;
        final List<ModelledLink> links = new ArrayList<>();
        long offlineUntilNanos;

        Meter(org.plumbline.simulator.dlms.MeterEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        MeterPlan plan() {
            return endpoint.meter().plan();
        }
    }

    final SettableFieldClock clock;
    private final Scheduler scheduler;
    private final SplittableRandom chance;
    private final Books books;
    private final Strike strike;
    private final Map<String, Meter> byAddress = new LinkedHashMap<>();
    private final long inactivityNanos;
    private Weather weather = Weather.CALM;

    ModelledField(World world, Instant fieldNow, List<MeterPlan> plans) {
        this.scheduler = world.scheduler();
        this.chance = world.chance();
        this.books = world.books();
        this.strike = world.strike();
        this.clock = new SettableFieldClock(fieldNow);
        this.inactivityNanos = 5_000_000_000L + chance.nextLong(35_000_000_000L);
        ObjectModels models = new ObjectModels();
        for (MeterPlan plan : plans) {
            SimulatedMeter meter = new SimulatedMeter(plan, clock, books);
            var endpoint = new org.plumbline.simulator.dlms.MeterEndpoint(
                    meter, models, new MeterFaults(List.of()), books, this::randomOctets);
            byAddress.put(plan.address(), new Meter(endpoint));
        }
    }

    void weather(Weather next) {
        weather = next;
    }

    Weather weather() {
        return weather;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    SplittableRandom chance() {
        return chance;
    }

    Books books() {
        return books;
    }

    Strike strike() {
        return strike;
    }

    /** After so long without a frame a meter closes a connection. */
    long inactivityNanos() {
        return inactivityNanos;
    }

    boolean happens(double odds) {
        return odds > 0 && chance.nextDouble() < odds;
    }

    /** One way between gateway and meter: mostly a few milliseconds, sometimes much more. */
    long travelNanos() {
        long micros = chance.nextInt(20) == 0 ? chance.nextLong(1_000_000) : 1_000 + chance.nextLong(20_000);
        return micros * 1_000;
    }

    void advance(Duration by) {
        clock.advance(by);
        byAddress.values().forEach(meter -> meter.endpoint.meter().advance());
    }

    DlmsTransport transportOf(ModelledInstance instance) {
        return (endpoint, clientSap, timeout, use) -> {
            use.awaitConnect();
            return connect(instance, endpoint, clientSap, timeout);
        };
    }

    private DlmsLink connect(ModelledInstance instance, MeterEndpoint target, int clientSap, Duration timeout) {
        instance.port();
        Meter meter = byAddress.get(target.host());
        if (happens(weather.refusedConnection())) {
            scheduler.sleep(travelNanos());
            throw new MeterFaultException(new MeterFault.ConnectionRefused(target.host()));
        }
        if (scheduler.nowNanos() < meter.offlineUntilNanos) {
            scheduler.sleep(timeout.toNanos());
            throw new MeterFaultException(new MeterFault.ConnectTimeout(target.host(), timeout));
        }
        if (happens(weather.rival())) {
            rival(meter);
        }
        scheduler.sleep(travelNanos());
        ModelledLink link = new ModelledLink(this, instance, meter, clientSap);
        meter.links.add(link);
        return link;
    }

    /** Another client takes the one association the meter has, and keeps it for a while. */
    private void rival(Meter meter) {
        MeterSession session = meter.endpoint.open();
        session.onApdu(MeterSession.PUBLIC_SAP, PUBLIC_AARQ, true);
        scheduler.after(1 + chance.nextLong(RIVAL_STAYS_NANOS), session::onClosed);
    }

    /** The meter is without power for a while; all its connections end. */
    void losePower(Meter meter) {
        meter.offlineUntilNanos = scheduler.nowNanos() + chance.nextLong(5_000_000_000L);
        List.copyOf(meter.links).forEach(ModelledLink::closeByMeter);
    }

    /** The meter loses its power though it was writing nothing. */
    void cutPower(Meter meter) {
        meter.endpoint.meter().reboot();
        losePower(meter);
    }

    SimulatedMeter meter(MeterPlan plan) {
        return byAddress.get(plan.address()).endpoint.meter();
    }

    /** What the operating system does for a process that was killed. */
    void hangUp(ModelledInstance killed) {
        for (Meter meter : byAddress.values()) {
            meter.links.stream().filter(link -> link.of(killed)).toList().forEach(ModelledLink::close);
        }
    }

    byte[] randomOctets(int count) {
        byte[] octets = new byte[count];
        chance.nextBytes(octets);
        return octets;
    }
}
