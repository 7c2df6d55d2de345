// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.console.port.RequestBook.Asked;
import org.plumbline.console.port.RequestBook.Entry;

class SqlRequestBookTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00.123Z");
    private static final Instant LOGIN = Instant.parse("2026-03-02T08:00:00Z");
    private static final Asked ASKED = new Asked("anna", "k1", "d1");
    private static final Entry BEGUN = new Entry.Begun(NOW, LOGIN);

    @TempDir
    Path folder;

    private Database open() {
        return Database.open(Database.file(folder.resolve("book")), "sa", "");
    }

    @Test
    void whatEndedIsAnsweredAgainAlsoAfterARestart() {
        try (Database database = open()) {
            SqlRequestBook book = new SqlRequestBook(database, false);
            assertEquals(BEGUN, book.begin(ASKED, NOW, LOGIN));
            assertEquals(new Entry.UnderWay(), book.begin(ASKED, NOW.plusSeconds(1), LOGIN));
            book.end(ASKED, 202, Optional.of("{}"));
        }
        try (Database database = open()) {
            SqlRequestBook book = new SqlRequestBook(database, false);
            assertEquals(new Entry.Ended(202, Optional.of("{}")), book.begin(ASKED, NOW.plusSeconds(9), NOW));
            assertEquals(new Entry.Different(), book.begin(new Asked("anna", "k1", "d2"), NOW, LOGIN));
            assertEquals(BEGUN, book.begin(new Asked("ben", "k1", "d2"), NOW, LOGIN), "keys are a person's own");
        }
    }

    @Test
    void whatBrokeOffIsCarriedOutAgainWithTheTimesOfTheFirst() {
        try (Database database = open()) {
            new SqlRequestBook(database, false).begin(ASKED, NOW, LOGIN);
        }
        try (Database database = open()) {
            SqlRequestBook book = new SqlRequestBook(database, false);
            assertEquals(BEGUN, book.begin(ASKED, NOW.plusSeconds(40), NOW.plusSeconds(39)));
            book.leave(ASKED);
            assertEquals(BEGUN, book.begin(ASKED, NOW.plusSeconds(50), NOW.plusSeconds(49)));
            book.forget(ASKED);
            Instant later = NOW.plusSeconds(60);
            assertEquals(new Entry.Begun(later, LOGIN), book.begin(ASKED, later, LOGIN), "refused, so asked anew");
        }
    }

    @Test
    void ofTwoConsolesOneCarriesItOutUntilItsTimeIsOver() {
        try (Database database = open()) {
            SqlRequestBook one = new SqlRequestBook(database, true);
            SqlRequestBook other = new SqlRequestBook(database, true);
            assertEquals(BEGUN, one.begin(ASKED, NOW, LOGIN));
            assertEquals(new Entry.UnderWay(), other.begin(ASKED, NOW.plusSeconds(59), LOGIN));
            assertEquals(BEGUN, other.begin(ASKED, NOW.plus(SqlRequestBook.LONGEST), NOW));
            other.end(ASKED, 201, Optional.empty());
            assertEquals(new Entry.Ended(201, Optional.empty()), other.begin(ASKED, NOW, LOGIN));
        }
    }

    @Test
    void afterADayAKeyIsForgotten() {
        try (Database database = open()) {
            SqlRequestBook book = new SqlRequestBook(database, false);
            book.begin(ASKED, NOW, LOGIN);
            book.end(ASKED, 202, Optional.empty());
            Instant later = NOW.plus(SqlRequestBook.KEPT).plusMillis(1);
            assertEquals(new Entry.Begun(later, LOGIN), book.begin(ASKED, later, LOGIN));
        }
    }
}
