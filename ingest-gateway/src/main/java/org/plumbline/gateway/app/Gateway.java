// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.plumbline.gateway.adapter.gurux.GuruxApduCodec;
import org.plumbline.gateway.adapter.kafka.KafkaGateway;
import org.plumbline.gateway.adapter.micrometer.InstanceView;
import org.plumbline.gateway.adapter.netty.NettyDlmsTransport;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.clock.ObservedClock;
import org.plumbline.gateway.fleet.AdmissionRules;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.owned.MeterServices;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.pacing.Pacer;
import org.plumbline.gateway.pacing.SegmentStatus;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.ReadPlans;
import org.plumbline.gateway.port.DlmsTransport;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.session.DlmsMeterConnector;
import org.plumbline.gateway.session.TimedTransport;
import org.plumbline.gateway.trace.FrameTraces;

/** A running gateway: the wiring of all its parts. */
public final class Gateway implements AutoCloseable, InstanceView {

    private static final int EVENT_LOOPS = 2;
    private static final int QUEUE_CAPACITY = 1_024;
    private static final DoubleSupplier CHANCE =
            () -> ThreadLocalRandom.current().nextDouble();

    private final NettyDlmsTransport transport;
    private final ExecutorService sessions;
    private final HoldsView holds;
    private final HeadEndClock headEndClock;
    private final FrameTraces traces;
    private final Lease lease;
    private final Pacer pacer;
    private final PacerTimer timer;
    private final KafkaGateway kafka;

    private Gateway(
            NettyDlmsTransport transport,
            ExecutorService sessions,
            HoldsView holds,
            HeadEndClock headEndClock,
            FrameTraces traces,
            Lease lease,
            Pacer pacer,
            PacerTimer timer,
            KafkaGateway kafka) {
        this.transport = transport;
        this.sessions = sessions;
        this.holds = holds;
        this.headEndClock = headEndClock;
        this.traces = traces;
        this.lease = lease;
        this.pacer = pacer;
        this.timer = timer;
        this.kafka = kafka;
    }

    /**
     * Starts; returns when the topics have been found, before partitions are assigned.
     *
     * @throws IllegalStateException when the topics are missing or unequal
     */
    public static Gateway start(GatewaySettings settings, SchemaRegistryClient registry, WorkObserver observer)
            throws InterruptedException {
        return start(settings, registry, observer, UnaryOperator.identity());
    }

    /** @param network what stands between the sessions and the wire */
    static Gateway start(
            GatewaySettings settings,
            SchemaRegistryClient registry,
            WorkObserver observer,
            UnaryOperator<DlmsTransport> network)
            throws InterruptedException {
        LongSupplier nanoTime = System::nanoTime;
        HoldsView holds = new HoldsView(nanoTime);
        FrameTraces traces = new FrameTraces(InstantSource.system(), nanoTime);
        PacerTimer timer = new PacerTimer();
        Pacer pacer = new Pacer(settings.pacing(), nanoTime, CHANCE, timer);
        timer.wakes(pacer::wake);
        NettyDlmsTransport transport =
                new NettyDlmsTransport(settings.networks(), settings.sessions().maxReceivePdu(), EVENT_LOOPS);
        ExecutorService sessions = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("session-", 0).factory());
        MeterServices meters =
                meterServices(settings, network.apply(transport), sessions, holds, traces, pacer, nanoTime, observer);
        try {
            KafkaGateway kafka = KafkaGateway.start(
                    settings.kafka(),
                    registry,
                    new AdmissionRules(settings.keys()),
                    settings.orderSigners(),
                    settings.consoles(),
                    meters);
            return new Gateway(
                    transport, sessions, holds, settings.headEndClock(), traces, meters.lease(), pacer, timer, kafka);
        } catch (RuntimeException | InterruptedException e) {
            sessions.shutdownNow();
            timer.close();
            transport.close();
            throw e;
        }
    }

    private static MeterServices meterServices(
            GatewaySettings settings,
            DlmsTransport transport,
            ExecutorService sessions,
            HoldsView holds,
            FrameTraces traces,
            Pacer pacer,
            LongSupplier nanoTime,
            WorkObserver observer) {
        return new MeterServices(
                new DlmsMeterConnector(
                        new TimedTransport(transport, nanoTime, observer),
                        GuruxApduCodec::new,
                        new SecureRandom(),
                        settings.fieldTime(),
                        nanoTime,
                        settings.sessions(),
                        traces),
                new Lease(
                        nanoTime,
                        settings.kafka().sessionTimeout(),
                        settings.kafka().leaseMargin()),
                settings.polling(),
                new ReadPlans(),
                new ClockWatch.Services(
                        settings.clocks(),
                        new ObservedClock(settings.headEndClock(), observer::clockMeasured),
                        settings.fieldTime(),
                        InstantSource.system()),
                new OrderExecution.Surroundings(
                        settings.orders(),
                        holds,
                        settings.fieldTime(),
                        InstantSource.system(),
                        nanoTime,
                        CHANCE,
                        observer),
                pacer,
                sessions,
                settings.counterBlock(),
                QUEUE_CAPACITY,
                GatewaySettings.COMMIT_DEADLINE);
    }

    /** Traces of single meters' frames. */
    public FrameTraces traces() {
        return traces;
    }

    @Override
    public int tracesRunning() {
        return traces.running();
    }

    @Override
    public PartitionLoad load() {
        return kafka.load();
    }

    @Override
    public OptionalInt holdsInForce() {
        return holds.inForce();
    }

    @Override
    public boolean leaseHeld() {
        return lease.held();
    }

    @Override
    public ClockHealth headEndClock() {
        return headEndClock.health();
    }

    @Override
    public Map<Integer, OwnerState> owners() {
        return kafka.owners();
    }

    /** True when the threads that must never end are there. */
    public boolean alive() {
        return kafka.alive();
    }

    /** The threads that must never end, and whether they are there. */
    public Map<String, Boolean> threads() {
        return kafka.threads();
    }

    /** True when partitions are assigned, every owner works, and lease and holds are known. */
    public boolean ready() {
        return hindrances(false).isEmpty();
    }

    /**
     * What keeps this instance from its work, one line each.
     *
     * @param draining it is shutting down
     */
    List<String> hindrances(boolean draining) {
        return WorkReadiness.hindrances(
                new WorkReadiness.Known(draining, kafka.joined(), holds.fresh(), lease.held(), kafka.owners()));
    }

    @Override
    public List<SegmentStatus> segments() {
        return pacer.status();
    }

    /** Gives the meters back in order, within five seconds. */
    @Override
    public void close() {
        kafka.close();
        sessions.shutdownNow();
        timer.close();
        transport.close();
    }
}
