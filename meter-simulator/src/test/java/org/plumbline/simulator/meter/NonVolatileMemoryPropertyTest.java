// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NonVolatileMemoryPropertyTest {

    @Property(tries = 200)
    void powerFailureDuringActivationLeavesTheOldOrTheNewBlockWithItsOwnCounter(
            @ForAll @Size(16) byte[] old,
            @ForAll @Size(16) byte[] fresh,
            @ForAll @IntRange(max = 40) int octets,
            @ForAll @IntRange(max = 3) int activationsBefore) {
        NonVolatileMemory memory = new NonVolatileMemory(old);
        for (int i = 0; i < activationsBefore; i++) {
            memory.activate(old);
        }
        memory.failPowerAfter(octets);
        boolean failed = failsPower(() -> memory.activate(fresh));
        memory.recover();
        if (failed) {
            assertArrayEquals(old, memory.activeBlock());
            assertEquals(activationsBefore, memory.changeCounter());
        } else {
            assertArrayEquals(fresh, memory.activeBlock());
            assertEquals(activationsBefore + 1, memory.changeCounter());
        }
        assertEquals(failed, octets < 24, "a slot has 24 octets");
    }

    @Property(tries = 200)
    void tornPendingBlockIsClearedAndAWholeOneSurvives(
            @ForAll @Size(min = 1, max = 64) byte[] block, @ForAll @IntRange(max = 80) int octets) {
        NonVolatileMemory memory = new NonVolatileMemory(new byte[8]);
        memory.failPowerAfter(octets);
        failsPower(() -> memory.storePending(block));
        memory.recover();
        byte[] found = memory.pendingBlock();
        assertTrue(found.length == 0 || Arrays.equals(found, block));
        assertArrayEquals(new byte[8], memory.activeBlock());
    }

    @Property(tries = 50)
    void memoryWorksOnAfterAPowerFailure(@ForAll @IntRange(max = 30) int octets) {
        NonVolatileMemory memory = new NonVolatileMemory(new byte[8]);
        memory.failPowerAfter(octets);
        failsPower(() -> memory.activate(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}));
        memory.recover();
        long before = memory.changeCounter();
        memory.activate(new byte[] {2, 2, 2, 2, 2, 2, 2, 2});
        assertEquals(before + 1, memory.changeCounter());
        assertArrayEquals(new byte[] {2, 2, 2, 2, 2, 2, 2, 2}, memory.activeBlock());
    }

    private static boolean failsPower(Runnable write) {
        try {
            write.run();
            return false;
        } catch (PowerFailureException expected) {
            return true;
        }
    }
}
