// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.port.RequestBook;
import org.plumbline.console.port.TableStore;

/**
 * The book in the read model's database, in a table that building the tables anew does not touch. Safe for use by many
 * threads.
 */
public final class SqlRequestBook implements RequestBook {
    /** How long a request is remembered. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** After this, what another console began and did not end has broken off. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int LONGEST_ANSWER = 64 << 10;
    private static final String ROW = " WHERE principal = ? AND request_key = ?";

    private record Row(
            String digest,
            long beganAt,
            long authenticatedAt,
            @Nullable Integer status,
            @Nullable String answer) {}

    private final Database database;
    private final boolean shared;
    private final Set<Asked> ours = ConcurrentHashMap.newKeySet();

    /** @param shared whether other consoles use the database too */
    public SqlRequestBook(Database database, boolean shared) {
        this.database = database;
        this.shared = shared;
    }

    @Override
    public Entry begin(Asked asked, Instant now, Instant authenticatedAt) {
        if (!ours.add(asked)) {
            return new Entry.UnderWay();
        }
        try {
            Entry entry = noted(asked, now.truncatedTo(ChronoUnit.MILLIS), authenticatedAt);
            if (!(entry instanceof Entry.Begun)) {
                ours.remove(asked);
            }
            return entry;
        } catch (RuntimeException e) {
            ours.remove(asked);
            throw e;
        }
    }

    /** Two consoles may add one row at once; the second finds it when it looks again. */
    private Entry noted(Asked asked, Instant now, Instant authenticatedAt) {
        try {
            return database.transaction(connection -> {
                Sql.update(connection, "DELETE FROM asked_request WHERE began_at < ?", List.of(now.minus(KEPT)));
                Optional<Row> row = row(connection, asked);
                if (row.isPresent()) {
                    return known(asked, row.get(), now);
                }
                Sql.update(
                        connection,
                        "INSERT INTO asked_request (principal, request_key, digest, began_at, authenticated_at)"
                                + " VALUES (?, ?, ?, ?, ?)",
                        List.of(asked.principal(), asked.key(), asked.digest(), now, authenticatedAt));
                return new Entry.Begun(now, authenticatedAt.truncatedTo(ChronoUnit.MILLIS));
            });
        } catch (TableStore.UnavailableException e) {
            return database.transaction(connection -> row(connection, asked))
                    .map(row -> known(asked, row, now))
                    .orElseThrow(() -> e);
        }
    }

    private Entry known(Asked asked, Row row, Instant now) {
        if (!row.digest().equals(asked.digest())) {
            return new Entry.Different();
        }
        if (row.status() != null) {
            return new Entry.Ended(row.status(), Optional.ofNullable(row.answer()));
        }
        Instant beganAt = Instant.ofEpochMilli(row.beganAt());
        return shared && now.isBefore(beganAt.plus(LONGEST))
                ? new Entry.UnderWay()
                : new Entry.Begun(beganAt, Instant.ofEpochMilli(row.authenticatedAt()));
    }

    private static Optional<Row> row(Connection connection, Asked asked) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT digest, began_at, authenticated_at, status, answer FROM asked_request" + ROW,
                        List.of(asked.principal(), asked.key()),
                        row -> new Row(
                                row.getString(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getObject(4, Integer.class),
                                row.getString(5)))
                .stream()
                .findFirst();
    }

    @Override
    public void end(Asked asked, int status, Optional<String> answer) {
        try {
            String kept = answer.filter(text -> text.length() <= LONGEST_ANSWER).orElse(null);
            database.run(connection -> Sql.update(
                    connection,
                    "UPDATE asked_request SET status = ?, answer = ?" + ROW,
                    Arrays.asList(status, kept, asked.principal(), asked.key())));
        } finally {
            ours.remove(asked);
        }
    }

    @Override
    public void forget(Asked asked) {
        try {
            database.run(connection ->
                    Sql.update(connection, "DELETE FROM asked_request" + ROW, List.of(asked.principal(), asked.key())));
        } finally {
            ours.remove(asked);
        }
    }

    @Override
    public void leave(Asked asked) {
        ours.remove(asked);
    }
}
