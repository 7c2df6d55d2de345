// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The networks in which meters may live. Nothing outside is ever connected to. An empty list allows nothing. */
public record FieldNetworks(List<Network> networks) {

    public FieldNetworks {
        networks = List.copyOf(networks);
    }

    /**
     * @param prefixes CIDR notation with literal addresses, e.g. {@code 127.0.0.0/8}, {@code 2001:db8::/32}
     * @throws IllegalArgumentException naming the prefix that is malformed
     */
    public static FieldNetworks parse(List<String> prefixes) {
        return new FieldNetworks(prefixes.stream().map(Network::parse).toList());
    }

    public boolean allow(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** One CIDR prefix. */
    public record Network(InetAddress base, int prefixBits) {

        static Network parse(String prefix) {
            int slash = prefix.indexOf('/');
            if (slash < 1 || !prefix.substring(0, slash).matches("[0-9.]+|[0-9a-fA-F:]+")) {
                throw new IllegalArgumentException("not a CIDR prefix: " + prefix);
            }
            try {
                InetAddress base = InetAddress.getByName(prefix.substring(0, slash));
                int bits = Integer.parseInt(prefix.substring(slash + 1));
                if (bits < 0 || bits > base.getAddress().length * 8) {
                    throw new IllegalArgumentException("prefix length out of range: " + prefix);
                }
                return new Network(base, bits);
            } catch (UnknownHostException | NumberFormatException malformed) {
                throw new IllegalArgumentException("not a CIDR prefix: " + prefix, malformed);
            }
        }

        boolean contains(InetAddress address) {
            byte[] mine = base.getAddress();
            byte[] theirs = address.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefixBits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
