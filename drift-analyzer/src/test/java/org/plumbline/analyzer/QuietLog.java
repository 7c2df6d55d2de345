// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Without a running Quarkus its log manager lets every debug line through; that costs more than the work itself. */
public final class QuietLog {
    private static final Logger ROOT = Logger.getLogger("");

    private QuietLog() {}

    /** Warnings and errors only, for this JVM. */
    public static void set() {
        ROOT.setLevel(Level.WARNING);
    }

    /** Nothing at all, for a test whose errors are its subject. */
    public static void off() {
        ROOT.setLevel(Level.OFF);
    }
}
