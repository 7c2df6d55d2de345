// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that ends its process when standard input ends.
 *
 * <p>The parent holds the other end of that pipe, and the operating system closes it whatever way the parent dies,
 * {@code kill -9} included. The exit runs the shutdown hooks; a process still alive {@value #GRACE_MILLIS} ms later is
 * halted.
 *
 * <p>This class is packed into an agent of its own, so it must use nothing but the JDK.
 */
public final class ParentLeash {
    static final long GRACE_MILLIS = 6_000;
    private static final int EXIT_CODE = 143;

    private ParentLeash() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments) {
        daemon("parent-leash", ParentLeash::awaitEndOfInput).start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException parentGone) {
            System.err.println("parent-leash: " + parentGone.getMessage());
        }
        daemon("parent-leash-halt", ParentLeash::haltAfterGrace).start();
        System.exit(EXIT_CODE);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Writes the agent's jar, replacing an older one, and returns its path. */
    static Path writeAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", ParentLeash.class.getName());
        String entry = ParentLeash.class.getName().replace('.', '/') + ".class";
        try (InputStream code = ParentLeash.class.getResourceAsStream("/" + entry)) {
            if (code == null) {
                throw new IOException("own class file not found: " + entry);
            }
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                out.putNextEntry(new JarEntry(entry));
                code.transferTo(out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
