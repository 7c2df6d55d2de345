// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNetworksTest {

    private static final FieldNetworks NETWORKS =
            FieldNetworks.parse(List.of("127.0.0.0/8", "10.20.128.0/17", "2001:db8:7::/48", "192.0.2.9/32"));

    @ParameterizedTest
    @CsvSource({
        "127.255.0.1, true",
        "128.0.0.1, false",
        "10.20.128.0, true",
        "10.20.127.255, false",
        "192.0.2.9, true",
        "192.0.2.8, false",
        "2001:db8:7:1::5, true",
        "2001:db8:8::5, false",
        "::ffff:127.0.0.1, true",
        "169.254.169.254, false"
    })
    void addressIsAllowedOnlyInsideANetwork(String address, boolean allowed) throws Exception {
        assertEquals(allowed, NETWORKS.allow(InetAddress.getByName(address)));
    }

    @Test
    void noNetworkAllowsNothing() throws Exception {
        assertFalse(FieldNetworks.parse(List.of()).allow(InetAddress.getByName("127.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/33", "meters.example/8", "/8", "10.0.0.0/-1", "10.0.0.0/x"})
    void malformedPrefixIsRefused(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> FieldNetworks.parse(List.of(prefix)));
    }
}
