// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.owned;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.plumbline.gateway.orders.OrderExecution;
import org.plumbline.gateway.ownership.Lease;
import org.plumbline.gateway.pacing.Pacer;
import org.plumbline.gateway.polling.ClockWatch;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.polling.ReadPlans;
import org.plumbline.gateway.port.MeterConnector;

/**
 * What all meters of an instance share.
 *
 * @param clocks how clocks are judged and corrected, and the watch on the head-end's own
 * @param pacer limits of the network segments and of the instance
 * @param sessions runs session tasks, which block
 * @param counterBlock invocation counters reserved at a time
 * @param queueCapacity most tasks waiting for one meter
 * @param commitDeadline bound of the wait for a commit
 */
public record MeterServices(
        MeterConnector connector,
        Lease lease,
        PollingSettings polling,
        ReadPlans plans,
        ClockWatch.Services clocks,
        OrderExecution.Surroundings orders,
        Pacer pacer,
        Executor sessions,
        int counterBlock,
        int queueCapacity,
        Duration commitDeadline) {}
