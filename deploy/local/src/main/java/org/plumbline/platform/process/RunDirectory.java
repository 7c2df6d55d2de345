// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.PlatformException;

/** The folder of one run, used by one run at a time. The system gives the lock back whatever way the holder ends. */
public final class RunDirectory implements AutoCloseable {
    private static final String LOCK_SUFFIX = ".lock";

    private final Path path;
    private final FileChannel channel;

    private RunDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder for this run, ends processes left in it, and empties it.
     *
     * @throws PlatformException when another run holds it
     */
    public static RunDirectory takeEmpty(Path directory) {
        Path path = directory.toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
            FileChannel channel = FileChannel.open(
                    path.resolveSibling(path.getFileName() + LOCK_SUFFIX),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new PlatformException("another run is using " + path + "; end it with Ctrl-C in its terminal, or"
                        + " choose another folder with -Dplumbline.demo.directory=<folder>");
            }
            RunDirectory run = new RunDirectory(path, channel);
            ProcessGroup.endStale(run.pidFile());
            empty(path);
            Files.createDirectories(path);
            return run;
        } catch (IOException e) {
            throw new PlatformException("cannot prepare " + path + ": " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where the children of the run are noted. */
    public Path pidFile() {
        return path.resolve("processes");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PlatformException("cannot give " + path + " back", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static void empty(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
