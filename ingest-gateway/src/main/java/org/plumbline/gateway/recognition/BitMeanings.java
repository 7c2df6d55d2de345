// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.recognition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.plumbline.gateway.state.Watched;

/** What the bits of the error and alarm registers mean, from the table {@code register-bits.csv}. */
final class BitMeanings {

    private static final Map<Watched, String[]> NAMES = load();

    private BitMeanings() {}

    /** The bits set, by rising number, each with its name or "bit n" where the table has none. */
    static List<String> of(Watched register, long bits) {
        String[] names = NAMES.getOrDefault(register, new String[0]);
        return IntStream.range(0, Long.SIZE)
                .filter(bit -> (bits >>> bit & 1) != 0)
                .mapToObj(bit -> bit < names.length && names[bit] != null ? names[bit] : "bit " + bit)
                .toList();
    }

    private static Map<Watched, String[]> load() {
        Map<Watched, String[]> table = new EnumMap<>(Watched.class);
        try (InputStream in = BitMeanings.class.getResourceAsStream("register-bits.csv")) {
            if (in == null) {
                throw new IllegalStateException("register-bits.csv is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().skip(1).filter(line -> !line.isBlank()).forEach(line -> {
                List<String> cells = List.of(line.split(",", 4));
                table.computeIfAbsent(Watched.valueOf(cells.get(0)), unused -> new String[Long.SIZE])[
                                Integer.parseInt(cells.get(1))] =
                        cells.get(2);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
