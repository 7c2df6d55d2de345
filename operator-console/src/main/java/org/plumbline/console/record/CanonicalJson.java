// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The one way to write a tree of texts, lists and maps as JSON: that of RFC 8785 for such trees (names sorted by UTF-16 code
 * units, no white space, UTF-8, the fewest escapes). A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD. Pure.
 */
public final class CanonicalJson {

    private static final int FIRST_PRINTABLE = 0x20;

    private CanonicalJson() {}

    /**
     * The octets of a tree.
     *
     * @param tree String, List of trees, or SortedMap of trees by String
     * @throws IllegalArgumentException when anything else is in the tree
     */
    public static byte[] octets(Object tree) {
        StringBuilder out = new StringBuilder();
        write(tree, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Object tree, StringBuilder out) {
        switch (tree) {
            case String text -> writeText(text, out);
            case List<?> items -> {
                out.append('[');
                String gap = "";
                for (Object item : items) {
                    out.append(gap);
                    gap = ",";
                    write(item, out);
                }
                out.append(']');
            }
            case SortedMap<?, ?> fields -> writeFields(fields, out);
            default -> throw new IllegalArgumentException("no canonical text for " + tree.getClass());
        }
    }

    private static void writeFields(SortedMap<?, ?> fields, StringBuilder out) {
        out.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> each = fields.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<?, ?> field = each.next();
            writeText((String) field.getKey(), out);
            out.append(':');
            write(field.getValue(), out);
            out.append(each.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            switch (sign) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (sign < FIRST_PRINTABLE) {
                        out.append(String.format("\\u%04x", (int) sign));
                    } else {
                        out.append(isLone(text, i) ? '\uFFFD' : sign);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLone(String text, int at) {
        char sign = text.charAt(at);
        if (Character.isHighSurrogate(sign)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(sign) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
