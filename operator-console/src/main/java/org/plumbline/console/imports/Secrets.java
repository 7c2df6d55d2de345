// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.regex.Pattern;

/** Tells what may be a key, so that it is neither taken in nor shown. */
final class Secrets {
    private static final int LONGEST_SHOWN = 60;

    /** 16, 24, 32 or 40 octets: keys of DLMS suites 0 to 2, plain or wrapped by RFC 3394. */
    private static final Pattern HEXADECIMAL =
            Pattern.compile("(0x)?([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64}|[0-9a-f]{80})", Pattern.CASE_INSENSITIVE);

    /** The same octets in base64; 24 octets need no padding and are known by their mixture of signs. */
    private static final Pattern BASE_64 =
            Pattern.compile("[A-Za-z0-9+/_-]{22}==|[A-Za-z0-9+/_-]{43}=|[A-Za-z0-9+/_-]{54}==|[A-Za-z0-9+/]{32}");

    private static final Pattern MIXED = Pattern.compile("(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9]).*");
    private static final Pattern PADDED = Pattern.compile(".*=");
    private static final Pattern COLUMN = Pattern.compile(
            "(.*[a-z0-9_ -])?(key|keys|secret|password|passwd|pwd|pin|kek|guek|gbek|gak|hls|lls)([ _-]?(value|hex|base64))?"
                    + "|(ek|ak|mk|kek|guek|gak)",
            Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** True of a text that has the form of a key. */
    static boolean isKey(String text) {
        String bare = text.replace(" ", "").replace(":", "");
        return HEXADECIMAL.matcher(bare).matches()
                || (BASE_64.matcher(bare).matches()
                        && (PADDED.matcher(bare).matches()
                                || MIXED.matcher(bare).matches()))
                || text.contains("PRIVATE KEY");
    }

    /** True of the name of a column that speaks of a key itself. */
    static boolean isKeyColumn(String name) {
        return COLUMN.matcher(name.strip()).matches();
    }

    /** A text as it may be shown: shortened, without control characters; empty when it may be a key. */
    static String shown(String text) {
        if (isKey(text)) {
            return "";
        }
        String printable = text.codePoints()
                .limit(LONGEST_SHOWN)
                .map(sign -> Character.isISOControl(sign) ? '\uFFFD' : sign)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.length() < text.length() ? printable + "…" : printable;
    }
}
