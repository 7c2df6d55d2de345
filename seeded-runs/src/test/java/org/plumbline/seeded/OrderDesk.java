// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.state.OrderResult;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.simulator.meter.MeterPlan;

/** Orders as the calibrator would issue them: the next one only when the last was applied, the same one now and then again. */
final class OrderDesk {

    private static final double FACTOR = 1.004;

    private final World world;
    private final Map<String, ReceivedOrder> newest = new LinkedHashMap<>();
    private final Map<String, ReceivedOrder> issued = new TreeMap<>();

    OrderDesk(World world) {
        this.world = world;
    }

    void orderSomething(SplittableRandom chance) {
        List<String> meterIds = world.meterIds();
        String meterId = meterIds.get(chance.nextInt(meterIds.size()));
        ReceivedOrder last = newest.get(meterId);
        ReceivedOrder order;
        if (last == null) {
            order = order(meterId, 1, 1, world.plan(meterId).factoryBlock().canonicalBytes());
        } else if (resultOf(last) == OrderResult.APPLIED && chance.nextBoolean() && last.target() != null) {
            order = order(
                    meterId,
                    last.sequence() + 1,
                    last.target().baseEpoch() + 1,
                    last.target().targetBlock().toArray());
        } else {
            order = last;
        }
        newest.put(meterId, order);
        issued.put(order.orderId(), order);
        world.log().order(world.partitionOf(meterId), order);
    }

    boolean allOver() {
        return issued.values().stream().allMatch(order -> resultOf(order) != null);
    }

    /** For a message: the orders that have not ended. */
    String open() {
        return issued.values().stream()
                .filter(order -> resultOf(order) == null)
                .map(order -> " order " + order.orderId())
                .reduce("", String::concat);
    }

    private @org.jspecify.annotations.Nullable OrderResult resultOf(ReceivedOrder order) {
        return world.books().resultsOf(order.meterId()).get(order.orderId());
    }

    private ReceivedOrder order(String meterId, long sequence, int baseEpoch, byte[] base) {
        MeterPlan plan = world.plan(meterId);
        MeterModel model = MeterModels.named(World.modelName(plan)).orElseThrow();
        byte[] target = model.scaled(base, FACTOR);
        String orderId = meterId + "-" + sequence;
        return new ReceivedOrder(
                meterId,
                orderId,
                orderId,
                "digest of " + orderId,
                null,
                meterId,
                sequence,
                "campaign",
                meterId + "|MET-02|1",
                new ReceivedOrder.Target(
                        model.name(),
                        baseEpoch,
                        Octets.of(base),
                        model.checksumOf(base),
                        Octets.of(target),
                        model.checksumOf(target)),
                World.WALL_START.plusSeconds(86_400));
    }
}
