// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WrapperHeaderTest {

    @Test
    void headerIsVersionSourceDestinationLength() {
        assertEquals("000100100001ffff", HexFormat.of().formatHex(new WrapperHeader(16, 1, 65_535).encode()));
    }
}
