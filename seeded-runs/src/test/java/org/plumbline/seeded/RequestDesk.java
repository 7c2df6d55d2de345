// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.gateway.requests.ReceivedRequest;

/** Read requests as somebody would send them: registers now, rows of some hours, and now and then the same one again. */
final class RequestDesk {

    private final World world;
    private final List<ModelledLog.Asked> asked = new ArrayList<>();

    RequestDesk(World world) {
        this.world = world;
    }

    void askSomething(SplittableRandom chance) {
        ModelledLog.Asked next =
                !asked.isEmpty() && chance.nextInt(3) == 0 ? asked.get(chance.nextInt(asked.size())) : another(chance);
        asked.add(next);
        world.books().asked(next);
        world.log().request(world.partitionOf(next.meterId()), next);
    }

    private ModelledLog.Asked another(SplittableRandom chance) {
        List<String> meterIds = world.meterIds();
        Instant from = World.FIELD_START.plusSeconds(900L * chance.nextInt(8));
        ReceivedRequest request = new ReceivedRequest(
                "request " + asked.size(),
                chance.nextBoolean() ? ReceivedRequest.Kind.PROFILE : ReceivedRequest.Kind.REGISTERS,
                List.of(),
                from,
                from.plusSeconds(900L * chance.nextInt(30)),
                World.WALL_START.plusSeconds(7_200));
        return new ModelledLog.Asked(meterIds.get(chance.nextInt(meterIds.size())), request);
    }

    boolean allAnswered() {
        return open().isEmpty();
    }

    /** For a message: the requests that have not been answered. */
    String open() {
        return asked.stream()
                .filter(next -> !world.books().answered(next))
                .map(next -> " " + next.request().requestId())
                .reduce("", String::concat);
    }
}
