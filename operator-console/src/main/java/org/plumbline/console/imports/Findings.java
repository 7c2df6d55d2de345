// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.imports;

import java.util.ArrayList;
import java.util.List;

/** Findings of one file: the first are kept, all are counted. Confined to one thread. */
public final class Findings {
    /** So many are kept. */
    public static final int MOST = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private long total;

    public void add(Finding finding) {
        total++;
        if (kept.size() < MOST) {
            kept.add(finding);
        }
    }

    /** How many there are, kept or not. */
    public long total() {
        return total;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /** Those kept, in the order in which they were found. */
    public List<Finding> kept() {
        return List.copyOf(kept);
    }
}
