// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.accounting.ReadAccounts;

/**
 * How well the meters of each network segment are read: counters, and the rates of the last 24 hours of field time. As
 * many segments as {@link ReadAccounts} tells apart; the others share a label. Safe for many threads.
 */
final class SegmentMetrics {

    private static final String SEGMENT = "segment";

    /** Counters of one segment; ratios over several instances are made of these. */
    private record Counters(
            Counter due,
            Counter stored,
            Counter days,
            Counter completeDays,
            Counter expectedIntervals,
            Counter intervals) {}

    private final MeterRegistry registry;
    private final ReadAccounts accounts;
    private final Map<String, Counters> countersByAccount = new ConcurrentHashMap<>();
    private volatile @Nullable SegmentUses uses;

    SegmentMetrics(MeterRegistry registry, InstantSource fieldTime) {
        this.registry = registry;
        this.accounts = new ReadAccounts(fieldTime);
    }

    void watch(InstanceView instance) {
        uses = new SegmentUses(instance::segments, accounts::accountOf, System::nanoTime);
    }

    void due(String segment, long readings) {
        accounts.scheduled(segment, readings);
        counters(segment).due().increment(readings);
    }

    void stored(String segment) {
        accounts.stored(segment);
        counters(segment).stored().increment();
    }

    void dayClosed(String segment, int intervals, int expected, boolean complete) {
        accounts.dayClosed(segment, intervals, expected, complete);
        Counters counters = counters(segment);
        counters.days().increment();
        counters.completeDays().increment(complete ? 1 : 0);
        counters.expectedIntervals().increment(expected);
        counters.intervals().increment(intervals);
    }

    private Counters counters(String segment) {
        return countersByAccount.computeIfAbsent(accounts.accountOf(segment), this::register);
    }

    private Counters register(String account) {
        rate("read.success", account, ReadAccounts.Rates::readSuccess);
        rate("billing.success", account, ReadAccounts.Rates::billingSuccess);
        rate("interval.completeness", account, ReadAccounts.Rates::intervalCompleteness);
        use("segment.sessions", account, SegmentUses.Use::sessions);
        use("segment.waiting", account, SegmentUses.Use::pollsWaiting, "lane", "poll");
        use("segment.waiting", account, SegmentUses.Use::ordersWaiting, "lane", "order");
        use("segment.dead", account, SegmentUses.Use::dead);
        return new Counters(
                counter("readings.due", account),
                counter("readings.stored", account),
                counter("days.passed", account),
                counter("days.complete", account),
                counter("intervals.expected", account),
                counter("intervals.stored", account));
    }

    private Counter counter(String name, String account) {
        return registry.counter(GatewayMetrics.PREFIX + name, SEGMENT, account);
    }

    private void use(String name, String account, ToDoubleFunction<SegmentUses.Use> value, String... labels) {
        Gauge.builder(GatewayMetrics.PREFIX + name, this, segments -> {
                    SegmentUses known = segments.uses;
                    return known == null ? Double.NaN : value.applyAsDouble(known.of(account));
                })
                .tag(SEGMENT, account)
                .tags(labels)
                .register(registry);
    }

    private void rate(String name, String account, ToDoubleFunction<ReadAccounts.Rates> rate) {
        Gauge.builder(GatewayMetrics.PREFIX + name, accounts, known -> rate.applyAsDouble(known.rates(account)))
                .tag(SEGMENT, account)
                .register(registry);
    }
}
