// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.sql;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.port.TableStore;

/** Connections to the read model's database, whose tables are brought up to date when it is opened. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration CONNECTION_DEADLINE = Duration.ofSeconds(5);
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";

    private final AgroalDataSource pool;
    private final boolean hints;

    /** Work within a transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work within a transaction that gives nothing back. */
    interface Task {
        void on(Connection connection) throws SQLException;
    }

    private Database(AgroalDataSource pool, boolean hints) {
        this.pool = pool;
        this.hints = hints;
    }

    /** What says behind a table's name which index to use: H2 does not weigh a limit, PostgreSQL does and takes no advice. */
    String hint(String index) {
        return hints ? " USE INDEX (" + index + ")" : "";
    }

    /** Address of a database in a file of its own. @param file without the ending that the database gives it */
    public static String file(Path file) {
        return H2 + "file:" + file.toAbsolutePath();
    }

    /** True where several instances may use the database at this address. */
    public static boolean isShared(String url) {
        return url.startsWith(POSTGRESQL);
    }

    /**
     * Opens the database and makes or renews its tables.
     *
     * @param url begins with jdbc:h2: or jdbc:postgresql:
     * @throws ConsoleException when the url is of another kind or the database cannot be opened
     */
    public static Database open(String url, String user, String password) {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new ConsoleException("the read model's address begins with neither " + H2 + " nor " + POSTGRESQL);
        }
        AgroalDataSource pool;
        try {
            pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(connections -> connections
                            .minSize(1)
                            .maxSize(CONNECTIONS)
                            .acquisitionTimeout(CONNECTION_DEADLINE)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                    .connectionProviderClassName(
                                            url.startsWith(H2) ? "org.h2.Driver" : "org.postgresql.Driver")
                                    .autoCommit(false)
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password)))));
        } catch (SQLException e) {
            throw new ConsoleException("the read model's database cannot be opened: " + e.getMessage(), e);
        }
        try {
            migrate(pool, url);
        } catch (FlywayException e) {
            pool.close();
            throw new ConsoleException(
                    "the read model's database cannot be used; is another console using it, or is it of a later version?"
                            + " It may be dropped, it is built again from the topics: " + e.getMessage(),
                    e);
        }
        return new Database(pool, url.startsWith(H2));
    }

    /** Texts compare by code point: PostgreSQL does so by the collation C, H2 by default. */
    private static void migrate(AgroalDataSource pool, String url) {
        Map<String, String> texts = Map.of("text", url.startsWith(POSTGRESQL) ? "VARCHAR COLLATE \"C\"" : "VARCHAR");
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/readmodel")
                .placeholders(texts)
                .load()
                .migrate();
        // Not built from the topics, so with versions of its own.
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/requests")
                .table("request_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(texts)
                .load()
                .migrate();
    }

    /** Runs work in a transaction that commits unless the work throws. */
    <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new TableStore.UnavailableException("the read model's database fails: " + e.getMessage(), e);
        }
    }

    void run(Task task) {
        transaction(connection -> {
            task.on(connection);
            return true;
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
