// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.people;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of people. Names that look alike are one person: nobody approves under another spelling what they created. New
 * names are of few characters, so that no letter of another script looks like one of them.
 */
public final class PersonName {

    /** What a name must be, in words. */
    public static final String RULE = "1 to 64 of A-Z a-z 0-9 . _ @ + -, the first a letter or digit";

    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    private PersonName() {}

    /** Whether a new name is as {@link #RULE} says. */
    public static boolean isSound(String name) {
        return SOUND.matcher(name).matches();
    }

    /** Equal for names that are one person's: without regard to case, form of letters (NFKC) and blanks around. */
    public static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether two names are one person's. */
    public static boolean isSame(String one, String other) {
        return key(one).equals(key(other));
    }
}
