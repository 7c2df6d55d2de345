// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fresh folders that end with the build's output. */
public final class TestFolders {

    private TestFolders() {}

    public static Path create(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "e2e")), name)
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
