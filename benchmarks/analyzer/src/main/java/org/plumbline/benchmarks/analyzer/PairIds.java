// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.analyzer;

import java.nio.charset.StandardCharsets;

/**
 * Ids of a pair by its number. All have the same length, so that stored octets of one pair become those of another by
 * putting its ids into them.
 */
final class PairIds {
    private static final int DIGITS = 7;
    private static final int LENGTH = 1 + DIGITS;

    private PairIds() {}

    static String tested(int pair) {
        return id('T', pair);
    }

    static String reference(int pair) {
        return id('R', pair);
    }

    static String profile(int pair) {
        return id('P', pair);
    }

    private static String id(char letter, int pair) {
        return String.format("%c%0" + DIGITS + "d", letter, pair);
    }

    /** The id at the beginning of a key. */
    static String leading(byte[] key) {
        return new String(key, 0, LENGTH, StandardCharsets.US_ASCII);
    }

    /** The number in an id. */
    static int pair(String id) {
        return Integer.parseInt(id, 1, LENGTH, 10);
    }

    /** A copy in which the ids of one pair are those of another. */
    static byte[] renamed(byte[] octets, int from, int to) {
        byte[] before = digits(from);
        byte[] after = digits(to);
        byte[] copy = octets.clone();
        for (int at = 0; at + LENGTH <= copy.length; at++) {
            if (isLetter(copy[at]) && holds(copy, at + 1, before)) {
                System.arraycopy(after, 0, copy, at + 1, DIGITS);
                at += DIGITS;
            }
        }
        return copy;
    }

    private static boolean isLetter(byte octet) {
        return octet == 'T' || octet == 'R' || octet == 'P';
    }

    private static boolean holds(byte[] octets, int at, byte[] digits) {
        for (int k = 0; k < DIGITS; k++) {
            if (octets[at + k] != digits[k]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] digits(int pair) {
        return tested(pair).substring(1).getBytes(StandardCharsets.US_ASCII);
    }
}
