// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitText;

class LimitDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void everyFileIsReadByNameAndHiddenOnesAreNot() throws IOException {
        Files.writeString(directory.resolve("b.txt"), "two");
        Files.writeString(directory.resolve("a.rows"), "");
        Files.writeString(directory.resolve(".b.txt.swp"), "editor");
        Files.createDirectory(directory.resolve("..2026_mount"));
        assertEquals(
                List.of(new LimitText("a.rows", ""), new LimitText("b.txt", "two")), LimitDirectory.read(directory));
    }

    @Test
    void missingDirectoryNamesTheSetting() {
        assertTrue(refusal(directory.resolve("none")).contains("plumbline.analyzer.limits-dir"));
    }

    @Test
    void whatIsNoTextIsNamed() throws IOException {
        Path file = directory.resolve("latin.txt");
        Files.write(file, new byte[] {'a', '\n', 'b', 'c', (byte) 0xE9, 'd', '\n'});
        assertEquals("latin.txt line 2, column 3: not UTF-8; save the file as UTF-8", refusal(directory));
        Files.write(file, new byte[(1 << 20) + 1]);
        assertTrue(refusal(directory).contains("latin.txt is larger than"));
        Files.delete(file);
        Files.createDirectory(directory.resolve("sub"));
        assertTrue(refusal(directory).contains("sub is no file"));
    }

    private static String refusal(Path directory) {
        return assertThrows(MetrologyException.class, () -> LimitDirectory.read(directory))
                .getMessage();
    }
}
