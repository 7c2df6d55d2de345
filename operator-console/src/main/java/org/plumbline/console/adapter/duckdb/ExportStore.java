// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.export.Column;
import org.plumbline.console.export.Dataset;
import org.plumbline.console.export.ExportRow;
import org.plumbline.console.export.ExportTerms;

/**
 * The rows of one export on their way from a topic to the files of its days. They are staged in a DuckDB file beside the
 * folder, in transactions together with the offsets they came from, so that an export that was cut off goes on where it
 * was. A file appears whole or not at all. Not thread-safe.
 */
public final class ExportStore implements AutoCloseable {
    private static final int ROWS_PER_COMMIT = 20_000;
    private static final String MEMORY = "256MB";
    private static final String TERMS_FILE = "_export.txt";

    private final ExportTerms terms;
    private final Path folder;
    private final Path staging;
    private final DuckDBConnection database;
    private final List<Staged> waiting = new ArrayList<>();
    private final Map<Integer, Long> waitingOffsets = new TreeMap<>();

    private record Staged(int partition, long offset, int index, ExportRow row) {}

    /**
     * How far a partition is read.
     *
     * @param next first offset that is not staged
     * @param end first offset that does not belong to the export
     */
    public record Progress(long next, long end) {}

    /**
     * What was written.
     *
     * @param rows in the files written
     * @param kept days whose file stays because it holds more rows than the topic does by now
     */
    public record Written(long rows, List<LocalDate> days, List<LocalDate> kept) {
        public Written {
            days = List.copyOf(days);
            kept = List.copyOf(kept);
        }
    }

    /**
     * Begins an export, or goes on with the one that was cut off.
     *
     * @param out where the folder of the dataset is or will be
     * @param restart throws away what an export that was cut off has staged
     * @throws ConsoleException when the folder or what is staged is of other terms, or another process is at work there
     */
    public ExportStore(Path out, ExportTerms terms, boolean restart) {
        this.terms = terms;
        folder = out.resolve(terms.dataset().name());
        staging = out.resolve("." + terms.dataset() + ".duckdb");
        try {
            Files.createDirectories(folder, ownerOnly(out));
            claimFolder();
            if (restart) {
                Files.deleteIfExists(staging);
                Files.deleteIfExists(wal());
            }
            database = DriverManager.getConnection("jdbc:duckdb:" + staging).unwrap(DuckDBConnection.class);
        } catch (IOException | SQLException e) {
            throw failed("begin", e);
        }
        try {
            prepare();
        } catch (SQLException e) {
            close();
            throw failed("begin", e);
        }
    }

    /** Energy by the quarter of an hour tells of people: what is made here is for its owner alone. */
    private static FileAttribute<?>[] ownerOnly(Path out) {
        return out.toAbsolutePath()
                        .getFileSystem()
                        .supportedFileAttributeViews()
                        .contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private Path wal() {
        return staging.resolveSibling(staging.getFileName() + ".wal");
    }

    private void claimFolder() throws IOException {
        Path file = folder.resolve(TERMS_FILE);
        if (!Files.exists(file)) {
            Files.writeString(file, terms.ofTheFolder() + "\n");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(terms.ofTheFolder())) {
            throw new ConsoleException(
                    folder + " holds " + found + ", asked for is " + terms.ofTheFolder() + "; give another --out");
        }
    }

    private void prepare() throws SQLException {
        // Nothing is fetched from the network.
        run("SET autoinstall_known_extensions = false");
        run("SET autoload_known_extensions = false");
        run("SET memory_limit = '" + MEMORY + "'");
        database.setAutoCommit(false);
        run("CREATE TABLE IF NOT EXISTS terms (words VARCHAR)");
        run("CREATE TABLE IF NOT EXISTS progress (part INTEGER PRIMARY KEY, next BIGINT, last BIGINT)");
        run("CREATE TABLE IF NOT EXISTS written (day DATE PRIMARY KEY, held BIGINT, kept BOOLEAN)");
        run("CREATE TABLE IF NOT EXISTS staged (day DATE, part INTEGER, off BIGINT, idx INTEGER, "
                + terms.dataset().columns().stream()
                        .map(column -> name(column) + " " + sqlType(column.type()))
                        .collect(Collectors.joining(", "))
                + ")");
        List<String> known = query("SELECT words FROM terms", row -> row.getString(1));
        if (known.isEmpty()) {
            run("INSERT INTO terms VALUES (" + quoted(terms.toString()) + ")");
        } else if (!known.equals(List.of(terms.toString()))) {
            throw new SQLException("an export that was cut off waits there: " + known.getFirst()
                    + "; finish it with its own options or throw it away with --restart");
        }
        database.commit();
    }

    private static String name(Column column) {
        return '"' + column.name() + '"';
    }

    private static String sqlType(Column.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case WHOLE -> "BIGINT";
            case REAL -> "DOUBLE";
            case TRUTH -> "BOOLEAN";
            case TIME -> "TIMESTAMP";
        };
    }

    /** How far each partition is read; empty when the export begins. */
    public Map<Integer, Progress> progress() {
        try {
            Map<Integer, Progress> progress = new TreeMap<>();
            query(
                    "SELECT part, next, last FROM progress",
                    row -> progress.put(row.getInt(1), new Progress(row.getLong(2), row.getLong(3))));
            return progress;
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    /** Says once what belongs to the export: all that the partitions hold now. */
    public void begin(Map<Integer, Progress> partitions) {
        try {
            for (Map.Entry<Integer, Progress> each : partitions.entrySet()) {
                run("INSERT INTO progress VALUES (%d, %d, %d)"
                        .formatted(
                                each.getKey(),
                                each.getValue().next(),
                                each.getValue().end()));
            }
            database.commit();
        } catch (SQLException e) {
            throw failed("write", e);
        }
    }

    /** Stages the rows of one record that fall into the days asked for; kept for good with the next commit. */
    public void add(int partition, long offset, List<ExportRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (terms.holds(rows.get(i).time())) {
                waiting.add(new Staged(partition, offset, i, rows.get(i)));
            }
        }
        waitingOffsets.put(partition, offset + 1);
        if (waiting.size() >= ROWS_PER_COMMIT) {
            commit();
        }
    }

    /** Keeps for good what was added. */
    public void commit() {
        try (DuckDBAppender appender = database.createAppender("staged")) {
            for (Staged staged : waiting) {
                append(appender, staged);
            }
            appender.flush();
            for (Map.Entry<Integer, Long> each : waitingOffsets.entrySet()) {
                run("UPDATE progress SET next = %d WHERE part = %d".formatted(each.getValue(), each.getKey()));
            }
            database.commit();
        } catch (SQLException e) {
            throw failed("write", e);
        }
        waiting.clear();
        waitingOffsets.clear();
    }

    private static void append(DuckDBAppender appender, Staged staged) throws SQLException {
        appender.beginRow();
        appender.append(LocalDate.ofInstant(staged.row().time(), ZoneOffset.UTC));
        appender.append(staged.partition()).append(staged.offset()).append(staged.index());
        for (Object value : staged.row().values()) {
            append(appender, value);
        }
        appender.endRow();
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> appender.appendNull();
            case String text -> appender.append(text);
            case Long whole -> appender.append(whole.longValue());
            case Double real -> appender.append(real.doubleValue());
            case Boolean truth -> appender.append(truth.booleanValue());
            case Instant time -> appender.appendEpochMicros(Math.multiplyExact(time.toEpochMilli(), 1000L));
            default -> throw new IllegalArgumentException("no column holds a " + value.getClass());
        }
    }

    /**
     * Writes the file of each day that has rows, then forgets what was staged.
     *
     * @param told is given each day as its file is there
     */
    public Written write(Consumer<LocalDate> told) {
        try {
            for (LocalDate day : query(
                    "SELECT DISTINCT day FROM staged WHERE day NOT IN (SELECT day FROM written) ORDER BY day",
                    row -> row.getObject(1, LocalDate.class))) {
                write(day);
                told.accept(day);
            }
            Written written = new Written(
                    query("SELECT coalesce(sum(held), 0) FROM written WHERE NOT kept", row -> row.getLong(1))
                            .getFirst(),
                    query(
                            "SELECT day FROM written WHERE NOT kept ORDER BY day",
                            row -> row.getObject(1, LocalDate.class)),
                    query("SELECT day FROM written WHERE kept ORDER BY day", row -> row.getObject(1, LocalDate.class)));
            database.close();
            Files.deleteIfExists(staging);
            Files.deleteIfExists(wal());
            return written;
        } catch (SQLException | IOException e) {
            throw failed("write", e);
        }
    }

    private void write(LocalDate day) throws SQLException, IOException {
        Path file = folder.resolve("day=" + day).resolve(terms.dataset() + "." + terms.format());
        Files.createDirectories(file.getParent(), ownerOnly(folder));
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.deleteIfExists(part);
        run("COPY (" + rowsOf(day) + ") TO " + quoted(part.toString()) + " " + options());
        long rows = count(part);
        boolean kept = Files.exists(file) && count(file) > rows;
        if (kept) {
            Files.delete(part);
        } else {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        run("INSERT INTO written VALUES ('%s', %d, %s)".formatted(day, rows, kept));
        database.commit();
    }

    private String rowsOf(LocalDate day) {
        Dataset dataset = terms.dataset();
        String first = name(dataset.columns().getFirst());
        String newest = dataset.isNewestOnly()
                ? " QUALIFY row_number() OVER (PARTITION BY " + first + " ORDER BY off DESC) = 1"
                : "";
        return "SELECT " + dataset.columns().stream().map(ExportStore::name).collect(Collectors.joining(", "))
                + ", part AS topic_partition, off AS topic_offset FROM staged WHERE day = '" + day + "'" + newest
                + " ORDER BY " + first + ", "
                + '"' + dataset.timeColumn() + "\", part, off, idx";
    }

    private String options() {
        return switch (terms.format()) {
            case parquet -> "(FORMAT parquet, COMPRESSION zstd)";
            case csv -> "(FORMAT csv, HEADER)";
        };
    }

    private long count(Path file) throws SQLException {
        String reader = terms.format() == ExportTerms.Format.csv
                ? "read_csv(" + quoted(file.toString()) + ", header = true, all_varchar = true)"
                : "read_parquet(" + quoted(file.toString()) + ")";
        return query("SELECT count(*) FROM " + reader, row -> row.getLong(1)).getFirst();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private ConsoleException failed(String what, Exception e) {
        return new ConsoleException("cannot " + what + " the export in " + folder + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw failed("end", e);
        }
    }
}
