// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.plumbline.platform.PlatformException;

/** The file that holds field time for every process of the demo. Written by one thread. */
final class FieldTimeFile {
    private final Path file;
    private Instant now;

    /** Creates the file with its first instant. */
    FieldTimeFile(Path file, Instant start) {
        this.file = file;
        this.now = start;
        write();
    }

    Path path() {
        return file;
    }

    Instant now() {
        return now;
    }

    void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("field time never goes back: " + step);
        }
        now = now.plus(step);
        write();
    }

    private void write() {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, now + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PlatformException("cannot write the field time to " + file, e);
        }
    }
}
