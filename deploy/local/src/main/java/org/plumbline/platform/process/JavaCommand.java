// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to run in a JVM of its own: a main class on a class path, or a runnable jar.
 *
 * @param jvmFlags flags before the class path, in order
 * @param target {@code -cp … Main} or {@code -jar …}
 * @param arguments the program's arguments
 */
public record JavaCommand(List<String> jvmFlags, List<String> target, List<String> arguments) {
    /** Small and quick to start: one collector thread, the first compiler only, no performance-data file. */
    private static final List<String> SMALL_JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Duser.timezone=UTC");

    public JavaCommand {
        jvmFlags = List.copyOf(jvmFlags);
        target = List.copyOf(target);
        arguments = List.copyOf(arguments);
    }

    /** A main class on a class path in the notation of {@code java -cp}. */
    public static JavaCommand ofMain(String classPath, String mainClass, String... arguments) {
        return new JavaCommand(List.of(), List.of("-cp", classPath, mainClass), List.of(arguments));
    }

    /** A runnable jar. */
    public static JavaCommand ofJar(Path jar, String... arguments) {
        return new JavaCommand(List.of(), List.of("-jar", jar.toString()), List.of(arguments));
    }

    /** The class path of this JVM with absolute entries; it holds the broker wherever this module is a dependency. */
    public static String ownClassPath() {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public JavaCommand heapMegabytes(int megabytes) {
        return flag("-Xmx" + megabytes + "m");
    }

    /** Sets a system property of the new JVM. */
    public JavaCommand property(String name, Object value) {
        return flag("-D" + name + "=" + value);
    }

    public JavaCommand flag(String flag) {
        List<String> more = new ArrayList<>(jvmFlags);
        more.add(flag);
        return new JavaCommand(more, target, arguments);
    }

    /** The command line, with {@code agent} holding the process to its parent. */
    List<String> commandLine(Path agent) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-javaagent:" + agent);
        line.addAll(SMALL_JVM);
        line.addAll(jvmFlags);
        line.addAll(target);
        line.addAll(arguments);
        return line;
    }
}
