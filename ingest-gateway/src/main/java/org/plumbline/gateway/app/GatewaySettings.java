// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import java.time.Duration;
import java.time.InstantSource;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.clock.ClockSettings;
import org.plumbline.gateway.orders.OrderSettings;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.polling.PollingSettings;
import org.plumbline.gateway.port.HeadEndClock;
import org.plumbline.gateway.port.KeyRing;
import org.plumbline.gateway.session.SessionSettings;
import org.plumbline.gateway.transport.FieldNetworks;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Everything a gateway is made of, checked.
 *
 * @param headEndClock watch on the head-end's own clock
 * @param networks where meters may live; never empty
 * @param pacing what the network bears
 * @param counterBlock invocation counters reserved at a time, at least 1
 * @param orderSigners who may sign orders
 * @param consoles who may lift holds
 */
public record GatewaySettings(
        KafkaSettings kafka,
        PollingSettings polling,
        ClockSettings clocks,
        HeadEndClock headEndClock,
        OrderSettings orders,
        SessionSettings sessions,
        FieldNetworks networks,
        KeyRing keys,
        TrustedSigners orderSigners,
        TrustedSigners consoles,
        PacingSettings pacing,
        int counterBlock,
        InstantSource fieldTime) {

    /** Invocation counters reserved at a time unless configured otherwise. */
    public static final int DEFAULT_COUNTER_BLOCK = 1_000;

    static final Duration COMMIT_DEADLINE = Duration.ofSeconds(30);

    public GatewaySettings {
        if (networks.networks().isEmpty()) {
            throw new IllegalArgumentException(
                    "plumbline.gateway.networks is empty; name the networks in which meters live, e.g. 10.0.0.0/8");
        }
        if (counterBlock < 1) {
            throw new IllegalArgumentException("plumbline.gateway.counter-block must be at least 1: " + counterBlock);
        }
    }
}
