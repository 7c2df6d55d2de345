// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.plumbline.platform.PlatformException;

final class MemoryTest {
    @Test
    void readsTheAvailableMebibytes() {
        assertEquals(
                OptionalLong.of(3),
                Memory.memAvailable(List.of("MemTotal:  9999 kB", "MemAvailable:    3072 kB", "Cached: 1 kB")));
        assertEquals(OptionalLong.empty(), Memory.memAvailable(List.of("MemTotal: 5 kB")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesWhenMoreIsNeededThanThereIs() {
        assertThrows(PlatformException.class, () -> Memory.require(Long.MAX_VALUE));
    }

    @Test
    void nothingNeededIsAlwaysThere() {
        assertDoesNotThrow(() -> Memory.require(0));
    }
}
