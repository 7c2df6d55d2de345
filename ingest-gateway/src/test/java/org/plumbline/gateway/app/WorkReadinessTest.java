// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.gateway.ownership.OwnerState;

class WorkReadinessTest {

    private static final OwnerState RUNNING = new OwnerState.Running(1, Instant.EPOCH);

    static List<OwnerState> statesThatDoNotWork() {
        return List.of(
                new OwnerState.Fencing(),
                new OwnerState.Restoring(),
                new OwnerState.Draining(),
                new OwnerState.Stopped(OwnerState.StopReason.FENCED, "by another"));
    }

    @Test
    void nothingHindersAnInstanceWhoseOwnersAllWork() {
        assertEquals(
                List.of(),
                WorkReadiness.hindrances(new WorkReadiness.Known(false, true, true, true, Map.of(0, RUNNING))));
    }

    @Test
    void anInstanceWithoutPartitionsNeedsNoLease() {
        assertEquals(List.of(), WorkReadiness.hindrances(new WorkReadiness.Known(false, true, true, false, Map.of())));
    }

    @ParameterizedTest
    @MethodSource("statesThatDoNotWork")
    void anOwnerThatDoesNotWorkIsNamedWithItsState(OwnerState state) {
        List<String> found = WorkReadiness.hindrances(
                new WorkReadiness.Known(false, true, true, true, Map.of(0, RUNNING, 3, state)));
        assertEquals(List.of("partition 3 is " + WorkReadiness.describe(state)), found);
    }

    @Test
    void everyHindranceIsNamed() {
        assertEquals(
                List.of(WorkReadiness.NOT_JOINED, WorkReadiness.HOLDS_STALE, WorkReadiness.LEASE_LOST),
                WorkReadiness.hindrances(new WorkReadiness.Known(false, false, false, false, Map.of(0, RUNNING))));
    }

    @Test
    void whoDrainsIsNotReadyWhateverElseHolds() {
        List<String> found =
                WorkReadiness.hindrances(new WorkReadiness.Known(true, true, true, true, Map.of(0, RUNNING)));
        assertEquals(List.of(WorkReadiness.DRAINING), found);
        assertTrue(found.getFirst().startsWith("draining"));
    }
}
