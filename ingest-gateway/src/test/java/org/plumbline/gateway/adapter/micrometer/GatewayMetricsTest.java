// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.clock.ClockHealth;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.ownership.OwnerState;
import org.plumbline.gateway.ownership.PartitionLoad;
import org.plumbline.gateway.pacing.SegmentStatus;
import org.plumbline.gateway.state.OrderResult;

class GatewayMetricsTest {

    private static final Path PAGE = Path.of("..", "docs", "operations-gateway.md");

    private Instant now = Instant.parse("2026-03-01T00:00:00Z");
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final GatewayMetrics metrics = new GatewayMetrics(registry, () -> now);
    private final Instance instance = new Instance();

    /** An instance to be looked at. */
    private static final class Instance implements InstanceView {
        private Map<Integer, OwnerState> owners = Map.of();
        private ClockHealth clock = new ClockHealth.Unknown("nobody asked");
        private OptionalInt holds = OptionalInt.empty();

        @Override
        public Map<Integer, OwnerState> owners() {
            return owners;
        }

        @Override
        public PartitionLoad load() {
            return new PartitionLoad(11, 12, 13, 14, 15);
        }

        @Override
        public ClockHealth headEndClock() {
            return clock;
        }

        @Override
        public OptionalInt holdsInForce() {
            return holds;
        }

        @Override
        public boolean leaseHeld() {
            return true;
        }

        @Override
        public List<SegmentStatus> segments() {
            return List.of(
                    new SegmentStatus("north", 3, 8, 5, 1, false), new SegmentStatus("south", 0, 8, 40, 2, true));
        }

        @Override
        public int tracesRunning() {
            return 2;
        }
    }

    @Test
    void theRatesOfASegmentAreThoseOfTheLastDay() {
        metrics.readingsDue("north", 4);
        metrics.readingStored("north");
        metrics.readingStored("north");
        metrics.readingStored("north");
        metrics.readingsDue("south", 1);
        metrics.dayClosed("north", 96, 96, true);
        metrics.dayClosed("north", 48, 96, false);
        assertEquals(0.75, gauge("read.success", "segment", "north"));
        assertEquals(0, gauge("read.success", "segment", "south"));
        assertEquals(0.5, gauge("billing.success", "segment", "north"));
        assertEquals(0.75, gauge("interval.completeness", "segment", "north"));
        assertEquals(4, counter("readings.due", "segment", "north"));
        assertEquals(144, counter("intervals.stored", "segment", "north"));

        now = now.plus(Duration.ofHours(24));
        assertTrue(Double.isNaN(gauge("read.success", "segment", "north")), "nothing was due in the last day");
        assertEquals(4, counter("readings.due", "segment", "north"), "a counter never falls");
    }

    @Test
    void labelsAreBoundedWhateverTheMetersAndTheRegistrationsSay() {
        for (int i = 0; i < 2_000; i++) {
            metrics.readingsDue("segment-" + i, 1);
            metrics.sessionEnded(
                    new MeterFault.ExchangeTimeout("GET 1.0.99.1.0.255, block " + i, Duration.ofSeconds(i)));
            metrics.sessionEnded(new MeterFault.AuthenticationFailed("HLS step 4", "reason " + i));
            metrics.exchanged("GET 1.0.1.8.0.255 attribute " + i, 1_000, true);
            metrics.exchanged("something new " + i, 1_000, false);
        }
        Map<String, Integer> series = new HashMap<>();
        registry.getMeters().forEach(meter -> series.merge(meter.getId().getName(), 1, Integer::sum));
        assertEquals(257, series.get("plumbline.gateway.readings.due"), "256 segments and the others");
        assertEquals(
                2_000,
                registry.find("plumbline.gateway.readings.due").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum());
        assertEquals(Set.of("BLOCK COMM-09", "HLS SEC-01"), labels("plumbline.gateway.sessions"));
        assertEquals(12, series.get("plumbline.gateway.exchanges"));
    }

    @Test
    void gaugesShowTheInstanceAsItIs() {
        metrics.watch(instance);
        assertEquals(Double.NaN, gauge("holds"));
        assertEquals(0, gauge("clock.suspect"));
        assertEquals(0, gauge("partitions", "state", "running"));

        instance.holds = OptionalInt.of(3);
        instance.clock = new ClockHealth.Suspect("stepped");
        instance.owners = Map.of(
                0, new OwnerState.Running(1, now), 1, new OwnerState.Running(1, now), 2, new OwnerState.Restoring());
        assertEquals(3, gauge("holds"));
        assertEquals(1, gauge("clock.suspect"));
        assertEquals(2, gauge("partitions", "state", "running"));
        assertEquals(1, gauge("partitions", "state", "restoring"));
        assertEquals(14, gauge("work.open", "kind", "order"));
        assertEquals(1, gauge("lease.held"));

        metrics.readingsDue("south", 1);
        assertEquals(40, gauge("segment.waiting", "segment", "south", "lane", "poll"));
        assertEquals(1, gauge("segment.dead", "segment", "south"));
    }

    @Test
    void deviationsAndExchangesFallIntoTheirBuckets() {
        metrics.clockMeasured(Duration.ofSeconds(-45));
        metrics.exchanged("GET clock", Duration.ofMillis(300).toNanos(), true);
        String scraped = registry.scrape();
        assertTrue(scraped.contains("plumbline_gateway_clock_deviation_seconds_bucket{le=\"30.0\",} 0.0"), scraped);
        assertTrue(scraped.contains("plumbline_gateway_clock_deviation_seconds_bucket{le=\"60.0\",} 1.0"), scraped);
        assertTrue(
                scraped.contains(
                        "plumbline_gateway_exchanges_seconds_bucket{answered=\"true\",service=\"GET\",le=\"0.5\",} 1.0"),
                scraped);
    }

    @Test
    void everyMetricStandsOnThePageWithItsLabelsAndNoOther() throws IOException {
        everythingHappens();
        Map<String, String> expected = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            expected.put(
                    scrapedName(meter.getId()),
                    meter.getId().getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", ")));
        }
        String scraped = registry.scrape();
        expected.keySet().forEach(name -> assertTrue(scraped.contains("\n# TYPE " + name.strip()), name));

        Map<String, String> documented = new TreeMap<>();
        Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `plumbline_gateway_"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> documented.put(
                        cells[1].replace("`", "").strip(),
                        Set.of(cells[2].strip().split(", ")).stream().sorted().collect(Collectors.joining(", "))));
        assertEquals(expected, documented);
    }

    private void everythingHappens() {
        metrics.watch(instance);
        metrics.pollEnded("completed", 1);
        metrics.orderEnded(OrderResult.APPLIED);
        metrics.requestEnded("READ-00");
        metrics.sessionEnded(null);
        metrics.readingsDue("north", 1);
        metrics.tenureBroken(OwnerState.StopReason.FAULT);
        metrics.deadLettered("meters.v1");
    }

    private String scrapedName(Meter.Id id) {
        return registry.config().namingConvention().name(id.getName(), id.getType(), id.getBaseUnit());
    }

    private Set<String> labels(String name) {
        return registry.find(name).meters().stream()
                .map(meter ->
                        meter.getId().getTag("layer") + " " + meter.getId().getTag("code"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private double gauge(String name, String... labels) {
        return registry.get("plumbline.gateway." + name).tags(labels).gauge().value();
    }

    private double counter(String name, String... labels) {
        return registry.get("plumbline.gateway." + name).tags(labels).counter().count();
    }
}
