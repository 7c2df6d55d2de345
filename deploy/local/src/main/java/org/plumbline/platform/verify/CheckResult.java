// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

import java.util.Map;

/**
 * The result of one check.
 *
 * @param name what must hold, in a few words
 * @param passed whether it holds
 * @param detail what was found, in one sentence with figures
 * @param figures the figures by name, for machines
 */
public record CheckResult(String name, boolean passed, String detail, Map<String, Number> figures) {
    public CheckResult {
        figures = Map.copyOf(figures);
    }
}
