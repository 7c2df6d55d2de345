// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WorkOffsetsPropertyTest {

    @Property(tries = 200)
    void noPositionEverPassesAnOrderThatHasNotEnded(@ForAll("endings") List<Long> endings) {
        WorkOffsets offsets = new WorkOffsets(100);
        endings.stream().sorted().forEach(offsets::begin);
        Set<Long> ended = new HashSet<>();
        long position = 100;
        for (long offset : endings) {
            offsets.end(offset);
            ended.add(offset);
            OptionalLong advanced = offsets.advance();
            if (advanced.isPresent()) {
                assertTrue(advanced.getAsLong() > position);
                position = advanced.getAsLong();
            }
            long reached = position;
            assertTrue(endings.stream().filter(known -> known < reached).allMatch(ended::contains));
        }
        assertEquals(100 + endings.size(), position);
        assertEquals(0, offsets.open());
    }

    @Example
    void anOrderThatWasNeverTakenUpCannotEnd() {
        assertThrows(IllegalArgumentException.class, () -> new WorkOffsets(0).end(7));
    }

    @Provide
    Arbitrary<List<Long>> endings() {
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(count -> Arbitraries.shuffle(
                        LongStream.range(100, 100 + count).boxed().toList()));
    }
}
