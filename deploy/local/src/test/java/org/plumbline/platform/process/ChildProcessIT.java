// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.platform.PlatformException;

final class ChildProcessIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Test
    void childDiesWithAParentThatWasKilled(@TempDir Path directory) throws Exception {
        Process parent = new ProcessBuilder(JavaCommand.ofMain(
                                JavaCommand.ownClassPath(), ParentProgram.class.getName(), directory.toString())
                        .commandLine(ParentLeash.writeAgent(directory.resolve("parent-leash.jar"))))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("parent.log").toFile())
                .start();
        Path pidFile = directory.resolve("child.pid");
        await().atMost(DEADLINE).until(() -> Files.exists(pidFile) || !parent.isAlive());
        assertTrue(Files.exists(pidFile), () -> "no child: " + text(directory.resolve("parent.log")));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();

        parent.destroyForcibly();

        await().atMost(DEADLINE).until(() -> !child.isAlive());
    }

    @Test
    void stubbornChildIsForcedToEnd(@TempDir Path directory) throws Exception {
        ChildProcess child = ChildProcess.start("stubborn", directory, program("stubborn"));
        child.awaitReady(DEADLINE, () -> text(child.log()).contains("waiting"));
        child.close();
        assertFalse(child.isAlive());
    }

    @Test
    void interruptOfTheTerminalDoesNotReachTheChild(@TempDir Path directory) throws Exception {
        try (ChildProcess child = ChildProcess.start("patient", directory, program("patient"))) {
            child.awaitReady(DEADLINE, () -> text(child.log()).contains("waiting"));
            int kill = new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                    .start()
                    .waitFor();
            assertEquals(0, kill);
            await().during(Duration.ofMillis(500)).atMost(DEADLINE).until(child::isAlive);
        }
    }

    @Test
    void failedStartNamesTheProcessItsExitCodeAndItsLastWords(@TempDir Path directory) {
        ChildProcess child = ChildProcess.start("doomed", directory, program("doomed"));
        PlatformException fault = assertThrows(PlatformException.class, () -> child.awaitReady(DEADLINE, () -> false));
        assertTrue(fault.getMessage().contains("doomed ended with exit code 7"), fault.getMessage());
        assertTrue(fault.getMessage().contains("these are my last words"), fault.getMessage());
        assertTrue(fault.getMessage().contains("doomed.log"), fault.getMessage());
    }

    private static JavaCommand program(String behaviour) {
        return JavaCommand.ofMain(JavaCommand.ownClassPath(), ChildProgram.class.getName(), behaviour);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException absent) {
            return "";
        }
    }

    /** A parent that starts one child, writes its pid and waits to be killed. */
    static final class ParentProgram {
        public static void main(String... arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            ChildProcess child = ChildProcess.start("patient", directory, program("patient"));
            child.awaitReady(DEADLINE, () -> text(child.log()).contains("waiting"));
            Path pid = Files.writeString(directory.resolve("pid"), Long.toString(child.pid()));
            Files.move(pid, directory.resolve("child.pid"));
            Thread.currentThread().join();
        }
    }

    /** A child that behaves as its first argument says. */
    static final class ChildProgram {
        public static void main(String... arguments) throws Exception {
            switch (arguments[0].toLowerCase(Locale.ROOT)) {
                case "doomed" -> {
                    System.out.println("these are my last words");
                    System.exit(7);
                }
                case "stubborn" -> Runtime.getRuntime().addShutdownHook(new Thread(ChildProgram::waitForEver));
                default -> System.out.println("patience");
            }
            System.out.println("waiting");
            Thread.currentThread().join();
        }

        private static void waitForEver() {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
