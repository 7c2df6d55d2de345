// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.ownership.OwnerState;

/** Gauges of one instance. */
final class InstanceGauges {

    private final MeterRegistry registry;
    private final InstanceView instance;

    private InstanceGauges(MeterRegistry registry, InstanceView instance) {
        this.registry = registry;
        this.instance = instance;
    }

    static void register(MeterRegistry registry, InstanceView instance) {
        InstanceGauges gauges = new InstanceGauges(registry, instance);
        gauges.ownership();
        gauges.queues();
        gauges.gauge("clock.suspect", view -> truth(view.headEndClock() instanceof ClockHealth.Suspect));
        gauges.gauge("holds", view -> known(view.holdsInForce()));
        gauges.gauge("lease.held", view -> truth(view.leaseHeld()));
        gauges.gauge("traces", InstanceView::tracesRunning);
    }

    private void ownership() {
        gauge("meters", view -> view.load().meters());
        partitions("fencing", OwnerState.Fencing.class);
        partitions("restoring", OwnerState.Restoring.class);
        partitions("running", OwnerState.Running.class);
        partitions("draining", OwnerState.Draining.class);
        partitions("stopped", OwnerState.Stopped.class);
    }

    private void partitions(String label, Class<? extends OwnerState> state) {
        gauge(
                "partitions",
                view -> view.owners().values().stream()
                        .filter(state::isInstance)
                        .count(),
                "state",
                label);
    }

    private void queues() {
        gauge("commits.waiting", view -> view.load().commits());
        gauge("commits.waiting.octets", view -> view.load().commitOctets());
        gauge("work.open", view -> view.load().orders(), "kind", "order");
        gauge("work.open", view -> view.load().requests(), "kind", "request");
    }

    private void gauge(String name, ToDoubleFunction<InstanceView> value, String... labels) {
        Gauge.builder(GatewayMetrics.PREFIX + name, instance, value)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    private static double truth(boolean value) {
        return value ? 1 : 0;
    }

    private static double known(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : Double.NaN;
    }
}
