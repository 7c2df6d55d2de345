// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine, driven by Playwright. */
final class Chromium implements AutoCloseable {
    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // Root, as in a container, has no sandbox; the pages are our own.
                        .setArgs(List.of("--no-sandbox")));
    }

    /** Starts it; the test is skipped where there is none. */
    static Chromium start() {
        Optional<Path> executable = Optional.ofNullable(System.getenv("CHROMIUM"))
                .or(() -> USUAL.stream()
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst())
                .map(Path::of);
        Assumptions.assumeTrue(executable.isPresent(), "no Chromium: install it, or name it by CHROMIUM=<file>");
        return new Chromium(executable.get());
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
