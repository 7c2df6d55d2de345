// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.evidence.Diagnosis;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.OrderResult;

/** Counts and measures what the gateway does. Names and labels are documented in docs/operations-gateway.md. */
public final class GatewayMetrics implements WorkObserver {

    static final String PREFIX = "plumbline.gateway.";
    private static final Duration[] EXCHANGE_BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };
    private static final double[] DEVIATION_BUCKETS = {1, 5, 10, 30, 60, 300, 3_600};

    /** What is asked of a meter, as a label. */
    private enum Service {
        AARE,
        HLS,
        GET,
        SET,
        ACTION,
        RELEASE;

        /** @param phase begins with the service */
        static Service of(String phase) {
            for (Service service : values()) {
                if (phase.regionMatches(
                        true, 0, service.name(), 0, service.name().length())) {
                    return service;
                }
            }
            return GET;
        }
    }

    private final MeterRegistry registry;
    private final SegmentMetrics segments;
    private final Map<Service, Timer> answered = new EnumMap<>(Service.class);
    private final Map<Service, Timer> unanswered = new EnumMap<>(Service.class);
    private final DistributionSummary deviations;

    /** @param fieldTime in which the rates of the last 24 hours are counted */
    public GatewayMetrics(MeterRegistry registry, InstantSource fieldTime) {
        this.registry = registry;
        this.segments = new SegmentMetrics(registry, fieldTime);
        for (Service service : Service.values()) {
            answered.put(service, exchanges(service, true));
            unanswered.put(service, exchanges(service, false));
        }
        this.deviations = DistributionSummary.builder(PREFIX + "clock.deviation")
                .description("Absolute deviation of meters' clocks")
                .baseUnit("seconds")
                .serviceLevelObjectives(DEVIATION_BUCKETS)
                .register(registry);
    }

    private Timer exchanges(Service service, boolean reply) {
        return Timer.builder(PREFIX + "exchanges")
                .description("Frames sent to meters, until the reply or the end of the wait for it")
                .tag("service", service.name())
                .tag("answered", Boolean.toString(reply))
                .serviceLevelObjectives(EXCHANGE_BUCKETS)
                .register(registry);
    }

    /** Gauges of the instance, read when metrics are collected. */
    public void watch(InstanceView instance) {
        InstanceGauges.register(registry, instance);
        segments.watch(instance);
    }

    @Override
    public void pollEnded(String outcome, int rows) {
        count("polls", "outcome", outcome);
        registry.counter(PREFIX + "rows.published").increment(rows);
    }

    @Override
    public void requestEnded(String code) {
        count("requests", "code", code);
    }

    @Override
    public void orderEnded(OrderResult result) {
        count("orders", "result", result.name());
    }

    @Override
    public void sessionEnded(@Nullable MeterFault fault) {
        if (fault == null) {
            count("sessions", "layer", "none", "code", "completed");
        } else {
            Diagnosis diagnosis = Diagnosis.of(fault);
            String layer = diagnosis.layer().split(" ", 2)[0]; // the number of a block is no label
            count("sessions", "layer", layer, "code", diagnosis.code().code());
        }
    }

    @Override
    public void readingsDue(String segment, long readings) {
        segments.due(segment, readings);
    }

    @Override
    public void readingStored(String segment) {
        segments.stored(segment);
    }

    @Override
    public void dayClosed(String segment, int intervals, int expected, boolean complete) {
        segments.dayClosed(segment, intervals, expected, complete);
    }

    @Override
    public void exchanged(String phase, long nanos, boolean reply) {
        Service service = Service.of(phase);
        Timer timer = reply ? answered.get(service) : unanswered.get(service);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void clockMeasured(Duration offset) {
        deviations.record(offset.abs().toMillis() / 1_000.0);
    }

    @Override
    public void tenureBroken(OwnerState.StopReason reason) {
        count("tenures.broken", "reason", reason.name());
    }

    @Override
    public void deadLettered(String topic) {
        count("dead.letters", "topic", topic);
    }

    private void count(String name, String... labels) {
        registry.counter(PREFIX + name, labels).increment();
    }
}
