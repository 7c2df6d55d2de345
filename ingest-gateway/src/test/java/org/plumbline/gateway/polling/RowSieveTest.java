// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.ProfileRow;
import org.plumbline.gateway.state.LastSeen.NewestRow;
import org.plumbline.gateway.state.LastSeen.Recapture;

class RowSieveTest {

    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void rowsUpToTheCursorAreLeftOut() {
        RowSieve sieve = RowSieve.sift(List.of(row(0), row(1), row(2)), before(at(1)), PERIOD);
        assertEquals(List.of(row(2)), sieve.fresh());
        assertEquals(List.of(), sieve.gaps());
        assertEquals(0, sieve.duplicates());
    }

    @Test
    void missingRowsBetweenTheCursorAndTheFirstRowAreAGap() {
        RowSieve sieve = RowSieve.sift(List.of(row(4)), before(at(1)), PERIOD);
        assertEquals(List.of(new RowSieve.Gap(at(2), at(3), 0)), sieve.gaps());
    }

    @Test
    void missingRowsInsideASliceAreAGap() {
        RowSieve sieve = RowSieve.sift(List.of(row(1), row(3)), before(null), PERIOD);
        assertEquals(List.of(new RowSieve.Gap(at(2), at(2), 0)), sieve.gaps());
    }

    @Test
    void missingRowsAfterTheLastRowAreNotYetAGap() {
        assertEquals(
                List.of(), RowSieve.sift(List.of(row(1)), before(at(0)), PERIOD).gaps());
        assertEquals(List.of(), RowSieve.sift(List.of(), before(at(0)), PERIOD).gaps());
    }

    @Test
    void nothingIsKnownToBeMissingBeforeTheFirstRowEver() {
        assertEquals(
                List.of(), RowSieve.sift(List.of(row(9)), before(null), PERIOD).gaps());
    }

    @Test
    void rowsOutOfOrderAreSortedAndRepeatedTimesAreTakenOnce() {
        RowSieve sieve = RowSieve.sift(List.of(row(2), row(1), row(2)), before(at(0)), PERIOD);
        assertEquals(List.of(row(1), row(2)), sieve.fresh());
        assertEquals(1, sieve.duplicates());
    }

    @Test
    void aRowTwiceIsTakenOnceButTwoContentsOfOneTimeAreBothKept() {
        RowSieve sieve = RowSieve.sift(
                List.of(row(1), row(2, 7), row(2, 7), row(3, 8), row(2, 9), row(3, 10)), before(at(0)), PERIOD);
        assertEquals(List.of(row(1), row(2, 7), row(2, 9), row(3, 8), row(3, 10)), sieve.fresh());
        assertEquals(List.of(row(2, 9), row(3, 10)), sieve.again());
        assertEquals(1, sieve.duplicates());
        assertEquals(List.of(row(1)), sieve.steady());
    }

    @Test
    void aBufferWithTheNewestRowFirstKeepsTheOrderOfCapture() {
        List<ProfileRow> captured = List.of(row(1), row(2, 7), row(3, 8), row(2, 9), row(3, 10), row(4));
        assertEquals(
                RowSieve.sift(captured, before(at(0)), PERIOD),
                RowSieve.sift(captured.reversed(), before(at(0)), PERIOD));
    }

    @Test
    void whatStandsBehindTheNewestRowPublishedIsDueThoughTheCursorIsPastIt() {
        List<ProfileRow> rows = List.of(row(1), row(3), row(1, 5), row(2, 6));
        RowSieve sieve = RowSieve.sift(rows, before(at(3), null), PERIOD);
        assertEquals(List.of(row(1, 5), row(2, 6)), sieve.fresh());
        assertEquals(List.of(), sieve.gaps());
        assertEquals(at(2), sieve.newestRow().time());
        List<ProfileRow> more = List.of(row(1), row(3), row(1, 5), row(2, 6), row(3, 7), row(4));
        RowSieve next = RowSieve.sift(more, before(at(3), sieve.newestRow()), PERIOD);
        assertEquals(List.of(row(3, 7), row(4)), next.fresh());
        assertEquals(null, next.newestRow());
    }

    @Test
    void withoutTheNewestRowInSightTheFirstOfSeveralIsTakenForThePublishedOne() {
        assertEquals(
                List.of(row(2, 6)),
                RowSieve.sift(List.of(row(1), row(2), row(2, 6)), before(at(3), null), PERIOD)
                        .fresh());
    }

    @Test
    void withoutAClockSetBackNothingBehindTheCursorIsDue() {
        assertEquals(
                List.of(),
                RowSieve.sift(List.of(row(1), row(3), row(2, 6)), before(at(3)), PERIOD)
                        .fresh());
    }

    @Test
    void aDuplicateOfTheRowAtTheCursorIsNotToldAgain() {
        assertEquals(
                0,
                RowSieve.sift(List.of(row(1), row(1), row(2)), before(at(1)), PERIOD)
                        .duplicates());
    }

    private static RowSieve.Before before(Instant cursor) {
        return new RowSieve.Before(cursor, null, null);
    }

    private static RowSieve.Before before(Instant cursor, NewestRow newest) {
        return new RowSieve.Before(cursor, newest, new Recapture(at(0), at(4), at(0)));
    }

    private static Instant at(int quarter) {
        return T.plus(PERIOD.multipliedBy(quarter));
    }

    private static ProfileRow row(int quarter) {
        return row(quarter, 1_000L + quarter);
    }

    private static ProfileRow row(int quarter, long raw) {
        return new ProfileRow(at(quarter), 0, 0, List.of(raw));
    }
}
