// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/**
 * Where a meter answers over the TCP wrapper profile.
 *
 * @param host name or address; what it resolves to must lie inside the configured field networks
 * @param port TCP port, 1..65535 (registered: 4059)
 * @param managementSap wrapper source port of the ciphered association, 1..65535
 * @param publicSap wrapper source port of the public association, 16 by convention
 * @param serverSap wrapper destination port (logical device), 1..65535
 */
public record MeterEndpoint(String host, int port, int managementSap, int publicSap, int serverSap) {

    public MeterEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank");
        }
        requireUnsigned16(port, "port");
        requireUnsigned16(managementSap, "managementSap");
        requireUnsigned16(publicSap, "publicSap");
        requireUnsigned16(serverSap, "serverSap");
    }

    private static void requireUnsigned16(int number, String name) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException(name + " must be in 1..65535: " + number);
        }
    }
}
