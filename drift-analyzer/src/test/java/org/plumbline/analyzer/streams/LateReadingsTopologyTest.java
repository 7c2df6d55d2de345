// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.streams;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.plumbline.analyzer.streams.Fleet.Truth;
import org.plumbline.schema.avro.AccuracyCase;
import org.plumbline.schema.avro.AuditFact;
import org.plumbline.schema.avro.CaseState;
import org.plumbline.schema.avro.ClosingCause;
import org.plumbline.schema.avro.RegisterReading;

/** Four days of a meter come when a case has opened on the days around them. */
class LateReadingsTopologyTest {
    private static final long FIRST = Fleet.FIRST_DAY;
    private final Bench bench = new Bench();

    @AfterEach
    void stop() {
        bench.close();
    }

    /** Of nine days with 1.1 % and four with 0.95 % between them, and two more. */
    private static List<RegisterReading> readings(Predicate<RegisterReading> which) {
        return Fleet.readings("m1", FIRST, 15, 4, day -> new Truth(isWithin(day - FIRST) ? 0.95 : 1.1, 1)).stream()
                .filter(which)
                .toList();
    }

    private static boolean isWithin(long day) {
        return day == 4 || day == 6 || day == 8 || day == 9 || day >= 13;
    }

    private static boolean isHeld(RegisterReading row) {
        long second = row.getCaptureTime().getEpochSecond();
        long day = second / 86_400 - FIRST;
        return day < 13 && isWithin(day) && second % 86_400 != 0;
    }

    private static boolean isBefore(RegisterReading row, long day) {
        return !row.getCaptureTime().isAfter(Fleet.day(FIRST + day).plus(Duration.ofHours(1)));
    }

    @Test
    void caseThatLateReadingsTakeBackIsClosedByNameAndTheStateIsThatOfReadingsInOrder() {
        bench.pair("m1");
        bench.readings(readings(row -> !isHeld(row) && isBefore(row, 13)));
        AccuracyCase opened = bench.cases().get("m1|MET-02|1");
        assertEquals(CaseState.OPENED, opened.getState());
        bench.readings(readings(LateReadingsTopologyTest::isHeld));
        AccuracyCase withdrawn = bench.cases().get("m1|MET-02|1");
        assertEquals(CaseState.CLOSED, withdrawn.getState());
        assertEquals(ClosingCause.WITHDRAWN, withdrawn.getClosingCause());
        assertTrue(bench.facts().stream().map(AuditFact::getKind).toList().contains("CASE_WITHDRAWN"));
        bench.readings(readings(row -> !isBefore(row, 13)));
        assertTrue(bench.cases().isEmpty());

        try (Bench inOrder = new Bench()) {
            inOrder.pair("m1");
            inOrder.readings(readings(row -> true));
            assertTrue(inOrder.cases().isEmpty());
            assertEquals(inOrder.latest(), bench.latest());
            assertArrayEquals(
                    inOrder.stored(DriftTopology.TRACK_STORE).get("m1"),
                    bench.stored(DriftTopology.TRACK_STORE).get("m1"));
        }
    }
}
