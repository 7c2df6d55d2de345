// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.plumbline.gateway.adapter.kafka.RecordFuzzTest;
import org.plumbline.gateway.adapter.netty.WrapperFrameFuzzTest;
import org.plumbline.gateway.session.ProfileFuzzTest;

/**
 * Looks for new inputs, each fuzz test for 40 s in a JVM of its own: libFuzzer serves one target a process. What it
 * finds is in target/fuzzing; an input that breaks a test belongs, with a test of its own, into the inputs that are kept.
 */
@Tag("full")
class FuzzingIT {

    private static final int SECONDS = Integer.getInteger("fuzzing.seconds", 40);
    private static final int LONGEST_INPUT = 1_024;
    private static final int SLOWEST_INPUT_SECONDS = 60;
    private static final List<String> WATCHED =
            List.of("org.plumbline.gateway.**", "org.plumbline.schema.**", "org.apache.avro.io.**", "gurux.dlms.**");
    private static final Path FOLDER = Path.of("target", "fuzzing").toAbsolutePath();
    private static final List<Class<?>> TARGETS = List.of(
            WrapperFrameFuzzTest.class,
            ProfileFuzzTest.class,
            FrameGuardFuzzTest.class,
            GuardedReplyFuzzTest.class,
            AareFuzzTest.class,
            InitiateResponseFuzzTest.class,
            CosemValueFuzzTest.class,
            CosemDateTimeFuzzTest.class,
            MeterStateFuzzTest.class,
            RecordFuzzTest.class);

    @TestFactory
    Stream<DynamicTest> noInputBreaksATarget() {
        return TARGETS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                        .map(method -> DynamicTest.dynamicTest(
                                type.getSimpleName() + "." + method.getName(), () -> fuzz(type, method))));
    }

    private static void fuzz(Class<?> type, Method method) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(FOLDER.resolve(type.getSimpleName() + "." + method.getName()));
        Path found = Files.createDirectories(folder.resolve("found"));
        Path log = folder.resolve("log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + type.getName(),
                "--target_method=" + method.getName(),
                "--instrumentation_includes=" + String.join(File.pathSeparator, WATCHED),
                "-max_total_time=" + SECONDS,
                "-timeout=" + SLOWEST_INPUT_SECONDS,
                "-max_len=" + LONGEST_INPUT,
                found.toString());
        Process fuzzer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(fuzzer.waitFor(SECONDS + 120L, TimeUnit.SECONDS), "the fuzzer ends by itself");
            assertEquals(0, fuzzer.exitValue(), () -> "see " + log);
        } finally {
            fuzzer.destroyForcibly();
        }
    }
}
