// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.platform.PlatformException;

final class LoopbackPortsTest {
    @Test
    void portInUseIsNamedWithItsSettingAndARemedy() throws Exception {
        int free = LoopbackPorts.free();
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            int taken = holder.getLocalPort();
            PlatformException refusal = assertThrows(
                    PlatformException.class,
                    () -> LoopbackPorts.requireFree(Map.of("plumbline.a.port", taken, "plumbline.b.port", free)));
            assertTrue(refusal.getMessage().contains("port " + taken + " (setting plumbline.a.port)"));
            assertFalse(refusal.getMessage().contains("plumbline.b.port)"));
            assertTrue(refusal.getMessage().contains("-Dplumbline.a.port="));
        }
    }

    @Test
    void freePortsPass() {
        assertDoesNotThrow(() -> LoopbackPorts.requireFree(Map.of("plumbline.a.port", LoopbackPorts.free())));
    }
}
