// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.plumbline.platform.PlatformException;
import org.plumbline.platform.verify.Plant;
import org.plumbline.platform.verify.Truth;
import org.plumbline.platform.verify.Truth.InterruptionKind;

/**
 * The simulator's truth from its files: {@code plants.json} of the fleet, and the ledger's {@code levels/<meterId>.csv},
 * {@code writes.csv}, {@code counters.csv} and {@code connections.csv}. To be read when the simulator has ended.
 */
final class TruthFiles {
    private static final String ACCEPTED = "ACCEPTED";
    private static final String COMMA = ",";

    private final Path fleet;
    private final Path ledger;

    private static final Set<String> CHANGES = Set.of("PENDING_SET", "CHECKSUM_SET", "IMAGE_BLOCK", "ACTIVATE");

    /** One line of {@code writes.csv} or {@code connections.csv}, in the order of wall time. */
    private record Happening(Instant wall, String meterId, String kind, boolean accepted) {}

    TruthFiles(Path fleet, Path ledger) {
        this.fleet = fleet;
        this.ledger = ledger;
    }

    Truth read(Set<String> testedMeters, List<Truth.Point> points) {
        try {
            List<String[]> writes = rows(ledger.resolve("writes.csv"));
            return new Truth(
                    plants(testedMeters),
                    levels(),
                    activations(writes),
                    changes(writes),
                    interruptions(writes, rows(ledger.resolve("connections.csv"))),
                    counters(),
                    points);
        } catch (IOException e) {
            throw new PlatformException("cannot read the simulator's truth: " + e.getMessage(), e);
        }
    }

    private Map<String, Plant> plants(Set<String> testedMeters) throws IOException {
        Map<String, Plant> plants = new TreeMap<>();
        testedMeters.forEach(meterId -> plants.put(meterId, Plant.NONE));
        for (JsonNode entry : new ObjectMapper()
                .readTree(fleet.resolve("plants.json").toFile())
                .path("plants")) {
            plants.put(
                    entry.path("meterId").asText(),
                    switch (entry.path("kind").asText()) {
                        case "INSIDE_CAPS" -> Plant.CORRECTABLE;
                        case "INSIDE_LIMIT" -> Plant.INSIDE_LIMIT;
                        case "BEYOND_CAPS" -> Plant.BEYOND_CAPS;
                        case "COARSE_REGISTER" -> Plant.COARSE_REGISTER;
                        default -> throw new PlatformException("unknown plant " + entry);
                    });
        }
        return plants;
    }

    private Map<String, Truth.Rows> levels() throws IOException {
        Map<String, Truth.Rows> levels = new HashMap<>();
        try (Stream<Path> files = Files.list(ledger.resolve("levels"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                levels.put(name.substring(0, name.indexOf('.')), LevelFile.read(file));
            }
        }
        return levels;
    }

    private static List<Truth.Write> changes(List<String[]> writes) {
        return writes.stream()
                .filter(row -> CHANGES.contains(row[3]) && row[6].equals(ACCEPTED))
                .map(row -> new Truth.Write(row[2], Instant.parse(row[1])))
                .toList();
    }

    /** Every accepted activation, and every change that shows only in the counter after a reboot. */
    private static List<Truth.Activation> activations(List<String[]> writes) {
        List<Truth.Activation> activations = new ArrayList<>();
        Map<String, Long> counters = new HashMap<>();
        for (String[] write : writes) {
            String meterId = write[2];
            long counter = Long.parseLong(write[4]);
            long before = counters.getOrDefault(meterId, 0L);
            boolean activated = write[3].equals("ACTIVATE") && write[6].equals(ACCEPTED);
            if (activated || counter > before) {
                activations.add(
                        new Truth.Activation(meterId, Instant.parse(write[1]), activated ? write[5] : "unknown"));
            }
            counters.put(meterId, counter);
        }
        return activations;
    }

    /**
     * A reboot is in the ledger. A connection was lost in mid-write when it closed without a release between an accepted
     * write and the activation.
     */
    private static List<Truth.Interruption> interruptions(List<String[]> writes, List<String[]> connections) {
        List<Happening> happenings = new ArrayList<>();
        writes.forEach(
                row -> happenings.add(new Happening(Instant.parse(row[0]), row[2], row[3], row[6].equals(ACCEPTED))));
        connections.forEach(row -> happenings.add(new Happening(Instant.parse(row[0]), row[1], row[2], true)));
        happenings.sort(Comparator.comparing(Happening::wall));
        List<Truth.Interruption> found = new ArrayList<>();
        Set<String> midWrite = new HashSet<>();
        Set<String> rebooted = new HashSet<>();
        for (Happening happening : happenings) {
            String meterId = happening.meterId();
            switch (happening.kind()) {
                case "REBOOT" -> {
                    rebooted.add(meterId);
                    found.add(new Truth.Interruption(meterId, InterruptionKind.REBOOT));
                }
                case "PENDING_SET", "CHECKSUM_SET", "IMAGE_BLOCK" -> {
                    if (happening.accepted()) {
                        midWrite.add(meterId);
                    }
                }
                case "ACTIVATE", "RELEASED" -> midWrite.remove(meterId);
                case "CLOSED" -> {
                    if (midWrite.remove(meterId) && !rebooted.contains(meterId)) {
                        found.add(new Truth.Interruption(meterId, InterruptionKind.CONNECTION_LOST));
                    }
                }
                default -> {}
            }
        }
        return found;
    }

    private Truth.CounterUse counters() throws IOException {
        Map<String, Set<Long>> seen = new HashMap<>();
        long accepted = 0;
        long twice = 0;
        for (String[] row : rows(ledger.resolve("counters.csv"))) {
            accepted += row[4].equals(ACCEPTED) ? 1 : 0;
            // A meter refuses a counter it has seen: the second use shows in the refused rows.
            if (!seen.computeIfAbsent(row[1], key -> new HashSet<>()).add(Long.parseLong(row[2]))) {
                twice++;
            }
        }
        return new Truth.CounterUse(accepted, twice);
    }

    /** The lines after the first, cut at the commas. */
    private static List<String[]> rows(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(line -> line.split(COMMA, -1)).toList();
        }
    }
}
