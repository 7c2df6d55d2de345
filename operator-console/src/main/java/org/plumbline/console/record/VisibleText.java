// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import java.util.function.IntPredicate;

/**
 * Text as it may stand on a page: what a reader could not see, or what would change how the text around it looks (control
 * and format characters, directions, lone surrogates, what the font lacks), becomes its code point in braces behind a backslash and a u. Pure.
 */
public final class VisibleText {

    private VisibleText() {}

    /** @param hasGlyph whether the font can show a code point */
    public static String of(String text, IntPredicate hasGlyph) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (isPlain(code) && hasGlyph.test(code)) {
                visible.appendCodePoint(code);
            } else {
                visible.append(String.format("\\u{%X}", code));
            }
        });
        return visible.toString();
    }

    /** For a page whose reader has fonts. */
    public static String of(String text) {
        return of(text, code -> true);
    }

    private static boolean isPlain(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
