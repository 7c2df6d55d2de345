// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KeyReferenceIndexTest {

    private final KeyReferenceIndex index = new KeyReferenceIndex();

    @Test
    void twoMetersWithOneReferenceNameEachOther() {
        index.put("A", "k");
        assertEquals(Optional.empty(), index.otherUser("A"));
        index.put("B", "K");
        assertEquals(Optional.of("B"), index.otherUser("A"));
        assertEquals(Optional.of("A"), index.otherUser("B"));
        assertEquals(Set.of("A", "B"), index.sharing());
    }

    @Test
    void aReferenceIsFreeAgainWhenAllButOneHaveLeftIt() {
        index.put("A", "k");
        index.put("B", "k");
        index.put("C", "k");
        index.put("A", null);
        assertEquals(Optional.of("C"), index.otherUser("B"));
        long before = index.changes();
        index.put("C", "other");
        assertTrue(index.changes() > before);
        assertEquals(Optional.empty(), index.otherUser("B"));
        assertEquals(Set.of(), index.sharing());
        index.put("D", "k");
        assertEquals(Set.of("B", "D"), index.sharing());
    }

    @Test
    void theSameRegistrationAgainChangesNothing() {
        index.put("A", "k");
        index.put("A", "k");
        assertEquals(Set.of(), index.sharing());
        assertTrue(index.holds("A", "K"));
        assertFalse(index.holds("A", "other"));
        assertFalse(index.holds("B", "k"));
    }

    @Test
    void agreesWithAPlainMapWhateverComesInWhateverOrder() {
        Random random = new Random(42);
        Map<String, String> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String meterId = "meter-" + random.nextInt(700);
            String reference = random.nextInt(5) == 0 ? null : "key-" + random.nextInt(900);
            index.put(meterId, reference);
            if (reference == null) {
                model.remove(meterId);
            } else {
                model.put(meterId, reference);
            }
            if (i % 500 == 0) {
                assertEquals(sharing(model), index.sharing());
            }
        }
        for (Map.Entry<String, String> entry : model.entrySet()) {
            assertTrue(index.holds(entry.getKey(), entry.getValue()));
            index.otherUser(entry.getKey()).ifPresent(other -> assertEquals(entry.getValue(), model.get(other)));
        }
    }

    @Test
    void aMeterCostsFewOctets() {
        int meters = 100_000;
        for (int i = 0; i < meters; i++) {
            index.put("M-%08d".formatted(i), "k-%08d".formatted(i));
        }
        assertTrue(index.octets() / meters <= 50, "octets per meter: " + index.octets() / meters);
        assertEquals(Set.of(), index.sharing());
    }

    private static Set<String> sharing(Map<String, String> model) {
        Map<String, Long> users =
                model.values().stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        return model.entrySet().stream()
                .filter(entry -> users.get(entry.getValue()) > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
