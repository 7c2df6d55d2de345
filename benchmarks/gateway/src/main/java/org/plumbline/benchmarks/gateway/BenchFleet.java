// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/** The simulated meters of a run; client and field process make the same ones. */
final class BenchFleet {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final byte[] CLIENT_TITLE = {0x50, 0x4C, 0x42, 0, 0, 0, 0, 7};

    private BenchFleet() {}

    /** @param meters at most 1,000,000 */
    static List<MeterPlan> plans(int meters) {
        return IntStream.range(0, meters)
                .mapToObj(i -> MeterPlan.simple("BM-" + i, address(i), MeterModel.PLB_ALPHA, START))
                .toList();
    }

    private static String address(int i) {
        return "127." + (60 + i / 62_500) + "." + i / 250 % 250 + "." + (1 + i % 250);
    }

    static SecurityContext keys(MeterPlan plan) {
        return new SecurityContext(
                CLIENT_TITLE, plan.keys().encryptionKey(), plan.keys().authenticationKey());
    }
}
