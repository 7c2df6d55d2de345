// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.accounting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadAccountsTest {

    private Instant now = Instant.parse("2026-03-20T08:00:00Z");
    private final ReadAccounts accounts = new ReadAccounts(() -> now);

    @Test
    void elevenOfTwelveScheduledReadsAreNinetyTwoPercent() {
        for (int hour = 0; hour < 24; hour += 2) {
            accounts.scheduled("N", 1);
            if (hour != 6) {
                accounts.stored("N");
            }
            now = now.plus(Duration.ofHours(2));
        }
        now = now.minus(Duration.ofHours(2));
        assertEquals(0.917, accounts.rates("N").readSuccess(), 0.001);
    }

    @Test
    void whatIsOlderThanADayDoesNotCount() {
        accounts.scheduled("N", 1);
        now = now.plus(Duration.ofHours(24));
        accounts.scheduled("N", 1);
        accounts.stored("N");
        assertEquals(1, accounts.rates("N").scheduled());
        assertEquals(1.0, accounts.rates("N").readSuccess());
        now = now.plus(Duration.ofDays(30));
        assertTrue(Double.isNaN(accounts.rates("N").readSuccess()), "nothing was due");
    }

    @Test
    void billingSuccessCountsDaysAndCompletenessIntervals() {
        accounts.dayClosed("N", 96, 96, true);
        accounts.dayClosed("N", 96, 96, true);
        accounts.dayClosed("N", 95, 96, false);
        accounts.dayClosed("N", 1, 96, false);
        assertEquals(0.5, accounts.rates("N").billingSuccess());
        assertEquals(288 / 384.0, accounts.rates("N").intervalCompleteness());
    }

    @Test
    void segmentsAreCountedApartAndTheirNumberIsBounded() {
        for (int segment = 0; segment < 2 * ReadAccounts.MAX_SEGMENTS; segment++) {
            accounts.scheduled("S" + segment, 1);
        }
        assertEquals(1, accounts.rates("S0").scheduled());
        assertEquals("S0", accounts.accountOf("S0"));
        assertEquals(ReadAccounts.OTHERS, accounts.accountOf("S300"));
        assertEquals(
                ReadAccounts.MAX_SEGMENTS, accounts.rates(ReadAccounts.OTHERS).scheduled());
    }
}
