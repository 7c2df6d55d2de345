// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.HexFormat;

/** A logical name: six value groups, packed in 48 bits. */
record ObisCode(long packed) {
    static final int LENGTH = 6;

    static ObisCode parse(String dotted) {
        String[] groups = dotted.split("\\.", -1);
        if (groups.length != LENGTH) {
            throw new IllegalArgumentException("six value groups expected: " + dotted);
        }
        long packed = 0;
        for (String group : groups) {
            packed = packed << 8 | Integer.parseInt(group);
        }
        return new ObisCode(packed);
    }

    static ObisCode decode(OctetReader in) {
        return new ObisCode(in.unsigned(LENGTH));
    }

    byte[] octets() {
        return HexFormat.of().parseHex("%012x".formatted(packed));
    }
}
