// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class CanonicalJsonPropertyTest {

    /** The text by an independent parser, except lone surrogates, which UTF-8 cannot hold. */
    @Property(tries = 200)
    void anotherParserReadsTheSame(@ForAll @Size(max = 5) Map<String, List<String>> any) throws IOException {
        TreeMap<String, List<String>> tree = new TreeMap<>();
        any.forEach((name, texts) -> tree.put(
                asUtf8(name),
                texts.stream().map(CanonicalJsonPropertyTest::asUtf8).toList()));
        byte[] octets = CanonicalJson.octets(tree);

        assertEquals(tree, new TreeMap<>(new ObjectMapper().readValue(octets, Map.class)));
        assertArrayEquals(octets, CanonicalJson.octets(tree));
    }

    private static String asUtf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** RFC 8785, 3.2.2.2 and 3.2.3. */
    @Example
    void namesAreSortedAndEscapesAreTheShortest() {
        TreeMap<String, Object> tree = new TreeMap<>();
        tree.put("\u20ac", "\u000F\nA'B\"\\\\\"/");
        tree.put("\r", List.of());
        tree.put("1", "\uD800");
        assertEquals(
                "{\"\\r\":[],\"1\":\"\uFFFD\",\"\u20ac\":\"\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                new String(CanonicalJson.octets(tree), StandardCharsets.UTF_8));
    }

    @Example
    void figuresAreTextsOrNothing() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.octets(List.of(1.5)));
    }
}
