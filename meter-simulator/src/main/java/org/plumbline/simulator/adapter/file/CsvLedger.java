// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.port.TruthLedger;

/**
 * The ledger as append-only text files. Every append is one write of whole lines, so a reader of a running or killed
 * simulator sees whole lines only. Safe for concurrent use.
 *
 * <p>Files: {@code levels/<meterId>.csv}, {@code writes.csv}, {@code counters.csv}, {@code connections.csv},
 * {@code happenings.csv}; the first line names the columns.
 */
public final class CsvLedger implements TruthLedger {
    private static final String LEVEL_COLUMNS =
            "captureEpochSecond,registerRaw,trueMilliWattHours,registeredMilliWattHours,changeCounter,status\n";
    private static final String WRITE_COLUMNS =
            "wallInstant,fieldInstant,meterId,kind,changeCounterAfter,octetsHex,result,reason\n";
    private static final String COUNTER_COLUMNS = "meterId,keyFingerprint,counter,use,result\n";
    private static final String CONNECTION_COLUMNS = "wallInstant,meterId,event,associations\n";
    private static final String HAPPENING_COLUMNS = "wallInstant,fieldInstant,meterId,what\n";

    private final Path levelsDirectory;
    private final InstantSource wall;
    private final FileChannel writes;
    private final FileChannel counters;
    private final FileChannel connections;
    private final FileChannel happenings;
    private final Set<String> started = ConcurrentHashMap.newKeySet();

    /**
     * Creates the files.
     *
     * @param directory created if missing; must not hold a ledger yet
     * @param wall wall time for writes and connections
     */
    public CsvLedger(Path directory, InstantSource wall) {
        this.levelsDirectory = directory.resolve("levels");
        this.wall = wall;
        if (holdsLevels()) {
            throw new SimulatorException(
                    "there is a ledger in " + directory + " already; choose another directory or remove it");
        }
        try {
            Files.createDirectories(levelsDirectory);
            this.writes = open(directory.resolve("writes.csv"), WRITE_COLUMNS);
            this.counters = open(directory.resolve("counters.csv"), COUNTER_COLUMNS);
            this.connections = open(directory.resolve("connections.csv"), CONNECTION_COLUMNS);
            this.happenings = open(directory.resolve("happenings.csv"), HAPPENING_COLUMNS);
        } catch (IOException e) {
            throw new SimulatorException("cannot create a ledger in " + directory, e);
        }
    }

    @Override
    public void levels(String meterId, List<Level> captured) {
        StringBuilder lines = new StringBuilder(captured.size() * 64);
        for (Level level : captured) {
            lines.append(level.captureEpochSecond())
                    .append(',')
                    .append(level.registerRaw())
                    .append(',')
                    .append(level.trueMilliwattHours())
                    .append(',')
                    .append(level.registeredMilliwattHours())
                    .append(',')
                    .append(level.changeCounter())
                    .append(',')
                    .append(level.status())
                    .append('\n');
        }
        Path file = levelsDirectory.resolve(meterId + ".csv");
        try (FileChannel channel = started.contains(meterId)
                ? FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : open(file, LEVEL_COLUMNS)) {
            started.add(meterId);
            append(channel, lines);
        } catch (IOException e) {
            throw new SimulatorException("cannot write the ledger file " + file, e);
        }
    }

    @Override
    public void write(Write write) {
        String result =
                write.accepted() ? "ACCEPTED," : "REFUSED," + write.refusal().replace(',', ';');
        appendTo(
                writes,
                "writes",
                wall.instant() + "," + write.field() + "," + write.meterId() + "," + write.kind() + ","
                        + write.changeCounterAfter() + ","
                        + HexFormat.of().formatHex(write.octets()) + "," + result + "\n");
    }

    @Override
    public void counter(Counter counter) {
        appendTo(
                counters,
                "counters",
                counter.meterId() + "," + counter.keyFingerprint() + "," + counter.counter() + "," + counter.use() + ","
                        + (counter.accepted() ? "ACCEPTED" : "REFUSED") + "\n");
    }

    @Override
    public void connection(Connection connection) {
        appendTo(
                connections,
                "connections",
                wall.instant() + "," + connection.meterId() + "," + connection.event() + "," + connection.associations()
                        + "\n");
    }

    @Override
    public void happened(Happened happened) {
        appendTo(
                happenings,
                "happenings",
                wall.instant() + "," + happened.field() + "," + happened.meterId() + ","
                        + happened.what().replace(',', ';') + "\n");
    }

    @Override
    public void close() {
        try (writes;
                counters;
                connections;
                happenings) {
            started.clear();
        } catch (IOException e) {
            throw new SimulatorException("cannot close the ledger", e);
        }
    }

    private boolean holdsLevels() {
        if (!Files.exists(levelsDirectory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(levelsDirectory)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new SimulatorException("cannot read " + levelsDirectory, e);
        }
    }

    private static void appendTo(FileChannel channel, String name, String line) {
        try {
            append(channel, line);
        } catch (IOException e) {
            throw new SimulatorException("cannot write the ledger file " + name + ".csv", e);
        }
    }

    private static void append(FileChannel channel, CharSequence lines) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    private static FileChannel open(Path file, String columns) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        if (channel.size() == 0) {
            append(channel, columns);
        }
        return channel;
    }
}
