// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.serde;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SchemaRegistrationTest {

    @Test
    @Timeout(30)
    void aRegistryThatAcceptsAndStaysSilentIsGivenUp() throws Exception {
        // Connections wait in the backlog: taken by the system, answered by nobody.
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var registry =
                    SchemaRegistration.client("http://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200));

            UncheckedIOException refused =
                    assertThrows(UncheckedIOException.class, () -> SchemaRegistration.registerAll(registry, ""));

            assertInstanceOf(SocketTimeoutException.class, refused.getCause());
        }
    }
}
