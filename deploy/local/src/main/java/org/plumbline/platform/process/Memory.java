// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.plumbline.platform.PlatformException;

/** The memory this machine has to spare. */
public final class Memory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP_LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path CGROUP_USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final long KIB = 1024;
    private static final long MIB = KIB * KIB;

    private Memory() {}

    /**
     * Refuses to go on with less than {@code neededMegabytes} MiB available; says nothing where the system does not tell.
     *
     * @throws PlatformException naming both figures
     */
    public static void require(long neededMegabytes) {
        OptionalLong available = availableMegabytes();
        if (available.isPresent() && available.getAsLong() < neededMegabytes) {
            throw new PlatformException("too little memory: %d MiB are available, about %d MiB are needed; end other"
                            .formatted(available.getAsLong(), neededMegabytes)
                    + " programs, or skip this check with -Dplumbline.memory.needed-megabytes=0");
        }
    }

    static OptionalLong availableMegabytes() {
        try {
            OptionalLong machine = memAvailable(Files.exists(MEMINFO) ? Files.readAllLines(MEMINFO) : List.of());
            OptionalLong container = containerAvailable();
            if (machine.isPresent() && container.isPresent()) {
                return OptionalLong.of(Math.min(machine.getAsLong(), container.getAsLong()));
            }
            return machine;
        } catch (IOException | NumberFormatException untold) {
            return OptionalLong.empty();
        }
    }

    /** Mebibytes from the {@code MemAvailable} line of {@code /proc/meminfo} (kB). */
    static OptionalLong memAvailable(List<String> meminfo) {
        return meminfo.stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB)
                .findFirst();
    }

    private static OptionalLong containerAvailable() throws IOException {
        if (!Files.isReadable(CGROUP_LIMIT) || !Files.isReadable(CGROUP_USED)) {
            return OptionalLong.empty();
        }
        String limit = Files.readString(CGROUP_LIMIT).strip();
        if (limit.equals("max")) {
            return OptionalLong.empty();
        }
        long used = Long.parseLong(Files.readString(CGROUP_USED).strip());
        return OptionalLong.of((Long.parseLong(limit) - used) / MIB);
    }
}
