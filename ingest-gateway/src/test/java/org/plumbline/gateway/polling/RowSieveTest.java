// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.ProfileRow;

class RowSieveTest {

    private static final Duration PERIOD = Duration.ofMinutes(15);
    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void rowsUpToTheCursorAreLeftOut() {
        RowSieve sieve = RowSieve.sift(List.of(row(0), row(1), row(2)), at(1), PERIOD);
        assertEquals(List.of(row(2)), sieve.fresh());
        assertEquals(List.of(), sieve.gaps());
        assertEquals(0, sieve.repeated());
    }

    @Test
    void missingRowsBetweenTheCursorAndTheFirstRowAreAGap() {
        RowSieve sieve = RowSieve.sift(List.of(row(4)), at(1), PERIOD);
        assertEquals(List.of(new RowSieve.Gap(at(2), at(3))), sieve.gaps());
    }

    @Test
    void missingRowsInsideASliceAreAGap() {
        RowSieve sieve = RowSieve.sift(List.of(row(1), row(3)), null, PERIOD);
        assertEquals(List.of(new RowSieve.Gap(at(2), at(2))), sieve.gaps());
    }

    @Test
    void missingRowsAfterTheLastRowAreNotYetAGap() {
        assertEquals(List.of(), RowSieve.sift(List.of(row(1)), at(0), PERIOD).gaps());
        assertEquals(List.of(), RowSieve.sift(List.of(), at(0), PERIOD).gaps());
    }

    @Test
    void nothingIsKnownToBeMissingBeforeTheFirstRowEver() {
        assertEquals(List.of(), RowSieve.sift(List.of(row(9)), null, PERIOD).gaps());
    }

    @Test
    void rowsOutOfOrderAreSortedAndRepeatedTimesAreTakenOnce() {
        RowSieve sieve = RowSieve.sift(List.of(row(2), row(1), row(2)), at(0), PERIOD);
        assertEquals(List.of(row(1), row(2)), sieve.fresh());
        assertEquals(1, sieve.repeated());
    }

    private static Instant at(int quarter) {
        return T.plus(PERIOD.multipliedBy(quarter));
    }

    private static ProfileRow row(int quarter) {
        return new ProfileRow(at(quarter), 0, 0, List.of(1_000L + quarter));
    }
}
