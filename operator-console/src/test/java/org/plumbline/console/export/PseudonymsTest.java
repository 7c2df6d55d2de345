// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PseudonymsTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Pseudonyms pseudonyms = new Pseudonyms(KEY);

    /** By Python: hmac.new(key, b"name\0SM-1", "sha256").hexdigest()[:32]. */
    @Test
    void pseudonymIsTheHashThatOthersWorkOut() {
        assertEquals("b830b5ae19cbea20e26cb3eeb8e4ce0d", pseudonyms.of("SM-1"));
    }

    @Test
    void sameMeterHasTheSameNameInEveryTableAndAnotherKeyGivesAnother() {
        assertEquals(pseudonyms.of("SM-1") + "|MET-02|3", pseudonyms.of("SM-1|MET-02|3"));
        assertEquals("", pseudonyms.of(""));
        byte[] other = KEY.clone();
        other[0]++;
        assertNotEquals(pseudonyms.of("SM-1"), new Pseudonyms(other).of("SM-1"));
        assertNotEquals(pseudonyms.fingerprint(), new Pseudonyms(other).fingerprint());
    }

    @Test
    void keyThatCouldBeGuessedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Pseudonyms(new byte[31]));
    }

    @ParameterizedTest
    @EnumSource(Dataset.class)
    void neitherNamesNorTextsAreLeftInARow(Dataset dataset) {
        List<Object> values =
                new ArrayList<>(Collections.nCopies(dataset.columns().size(), "SM-1"));
        ExportRow row = pseudonyms.of(dataset, new ExportRow(Instant.EPOCH, values));
        for (int i = 0; i < values.size(); i++) {
            Object value = row.values().get(i);
            switch (dataset.columns().get(i).care()) {
                case OPEN -> assertEquals("SM-1", value);
                case IDENTITY -> assertEquals(pseudonyms.of("SM-1"), value);
                case WITHHELD -> assertNull(value);
            }
        }
        assertFalse(dataset.columns().stream()
                .filter(column -> column.name().endsWith("_id") || column.name().endsWith("_text"))
                .anyMatch(column -> column.care() == Column.Care.OPEN));
    }
}
