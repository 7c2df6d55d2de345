// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Why verdicts that rest on a reference meter are held back. Immutable.
 *
 * @param certificate true while its certificate is in doubt: no verdict may rest on it
 * @param comparisons tested meters whose comparison with it is in doubt, or whose profile states another certificate of it
 *     than the one that was tested: their verdicts may not
 */
public record ReferenceDoubt(boolean certificate, SortedSet<String> comparisons) {
    /** Nothing is known against the reference. */
    public static final ReferenceDoubt NONE = new ReferenceDoubt(false, Collections.emptySortedSet());

    /** Copies the set. */
    public ReferenceDoubt {
        comparisons = Collections.unmodifiableSortedSet(new TreeSet<>(comparisons));
    }

    /** True when verdicts on the tested meter are held back. */
    public boolean holdsBack(String testedMeterId) {
        return certificate || comparisons.contains(testedMeterId);
    }
}
