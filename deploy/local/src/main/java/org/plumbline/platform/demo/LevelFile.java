// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.verify.Truth;

/** The ledger file of one meter's captured rows. A run has more than a million, so they are read without strings. */
final class LevelFile {
    /** captureEpochSecond, registerRaw, trueMilliWattHours, registeredMilliWattHours, changeCounter, status. */
    private static final int COLUMNS = 6;

    private LevelFile() {}

    static Truth.Rows read(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        int at = indexOf(text, '\n', 0) + 1;
        int lines = count(text, at);
        long[][] columns = new long[COLUMNS][lines];
        for (int line = 0; line < lines; line++) {
            for (int column = 0; column < COLUMNS; column++) {
                byte end = (byte) (column == COLUMNS - 1 ? '\n' : ',');
                int stop = indexOf(text, end, at);
                columns[column][line] = number(text, at, stop, file);
                at = stop + 1;
            }
        }
        return new Truth.Rows(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    private static int indexOf(byte[] text, int wanted, int from) {
        int at = from;
        while (at < text.length && text[at] != wanted) {
            at++;
        }
        return at;
    }

    private static int count(byte[] text, int from) {
        int lines = 0;
        for (int i = from; i < text.length; i++) {
            if (text[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

    private static long number(byte[] text, int from, int to, Path file) {
        boolean negative = from < to && text[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new PlatformException(file + " is not a ledger: "
                        + new String(Arrays.copyOfRange(text, from, to), java.nio.charset.StandardCharsets.US_ASCII));
            }
            value = Math.addExact(Math.multiplyExact(value, 10L), digit);
        }
        return negative ? -value : value;
    }
}
