// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable octets with value equality. */
public final class Octets {

    private static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] content;

    private Octets(byte[] content) {
        this.content = content;
    }

    /** Copies. */
    public static Octets of(byte[] content) {
        return content.length == 0 ? EMPTY : new Octets(content.clone());
    }

    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    public static Octets empty() {
        return EMPTY;
    }

    public int length() {
        return content.length;
    }

    public byte[] toArray() {
        return content.clone();
    }

    /** Lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The length only, so that content does not slip into logs. */
    @Override
    public String toString() {
        return content.length + " octets";
    }
}
