// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checkout this build lives in, and what the build put there.
 *
 * @param root the folder that holds the {@code plumbline} script
 */
public record Checkout(Path root) {
    private static final String HOME_SETTING = "plumbline.home";

    /**
     * Finds the checkout: the system property {@code plumbline.home}, else the nearest folder upward from the working
     * directory that holds the script.
     *
     * @throws PlatformException when there is none
     */
    public static Checkout locate() {
        String home = System.getProperty(HOME_SETTING);
        if (home != null) {
            return new Checkout(Path.of(home).toAbsolutePath());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("plumbline")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new PlatformException("no Plumbline checkout above " + Path.of("").toAbsolutePath() + "; set -D"
                + HOME_SETTING + "=<checkout>");
    }

    /** The registry's runnable jar, unpacked by this module's build. */
    public Path registryJar() {
        return built("deploy/local/target/registry/quarkus-run.jar", "deploy/local");
    }

    /** The runnable jar of a service, named by its module. */
    public Path serviceJar(String module) {
        return built(module + "/target/quarkus-app/quarkus-run.jar", module);
    }

    /** The simulator's class path in the notation of {@code java -cp}. */
    public String simulatorClassPath() {
        Path target = built("meter-simulator/target/lib", "meter-simulator").resolveSibling("classes");
        return target + File.pathSeparator + target.resolveSibling("lib") + File.separator + "*";
    }

    private Path built(String relative, String module) {
        Path path = root.resolve(relative);
        if (!Files.exists(path)) {
            throw new PlatformException(path + " is not built; run: mvn -pl " + module + " -am -DskipTests package");
        }
        return path;
    }
}
