// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.plumbline.analyzer.metrology.MetrologyException;
import org.plumbline.analyzer.metrology.limits.LimitText;

/** The directory with an operator's limit files. */
public final class LimitDirectory {
    private static final int MOST_FILES = 500;
    private static final int MOST_OCTETS = 1 << 20;

    private LimitDirectory() {}

    /**
     * Every file of the directory, by name; names that begin with a dot are left out.
     *
     * @throws MetrologyException saying what to do when the directory or a file cannot be read as text
     */
    public static List<LimitText> read(Path directory) {
        try (Stream<Path> found = Files.list(directory)) {
            List<Path> files = found.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MOST_FILES + 1)
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new MetrologyException(
                        "%s holds more than %d files; join some of them".formatted(directory, MOST_FILES));
            }
            List<LimitText> texts = new ArrayList<>();
            for (Path file : files) {
                texts.add(text(file));
            }
            return texts;
        } catch (IOException e) {
            throw new MetrologyException("the limits directory %s cannot be read (%s); correct".formatted(directory, e)
                    + " plumbline.analyzer.limits-dir or the rights of the directory");
        }
    }

    private static LimitText text(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw new MetrologyException(file + " is no file; move it out of the limits directory");
        }
        if (Files.size(file) > MOST_OCTETS) {
            throw new MetrologyException("%s is larger than %d octets; divide it".formatted(file, MOST_OCTETS));
        }
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file));
        CharBuffer text = CharBuffer.allocate(octets.remaining() + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(octets, text, true);
        String read = text.flip().toString();
        if (result.isError()) {
            int lines = (int) read.chars().filter(letter -> letter == '\n').count();
            throw new MetrologyException("%s line %d, column %d: not UTF-8; save the file as UTF-8"
                    .formatted(name, lines + 1, read.length() - read.lastIndexOf('\n')));
        }
        return new LimitText(name, read);
    }
}
