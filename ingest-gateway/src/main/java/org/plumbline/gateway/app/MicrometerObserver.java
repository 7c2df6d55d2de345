// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.plumbline.gateway.port.WorkObserver;
import org.plumbline.gateway.state.OrderResult;

/** Counts polls by outcome, rows published and orders by result. */
final class MicrometerObserver implements WorkObserver {

    private final MeterRegistry metrics;
    private final Counter rowsPublished;

    MicrometerObserver(MeterRegistry metrics) {
        this.metrics = metrics;
        this.rowsPublished = metrics.counter("plumbline.gateway.rows.published");
    }

    @Override
    public void pollEnded(String outcome, int rows) {
        metrics.counter("plumbline.gateway.polls", "outcome", outcome).increment();
        rowsPublished.increment(rows);
    }

    @Override
    public void requestEnded(String code) {
        metrics.counter("plumbline.gateway.requests", "code", code).increment();
    }

    @Override
    public void orderEnded(OrderResult result) {
        metrics.counter("plumbline.gateway.orders", "result", result.name()).increment();
    }
}
