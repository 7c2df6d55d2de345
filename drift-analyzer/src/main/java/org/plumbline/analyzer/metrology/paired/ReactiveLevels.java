// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Net reactive energy of the load of one day.
 *
 * <p>The reference's registers are the better witness: its angle is the certified one. Those of the tested meter serve
 * where the reference has none. Their own angle error theta adds theta P to Q, which is a share of the active energy and
 * so part of the gain; what is left of it in the angle found is of the order of theta times itself.
 *
 * @param byTested true where they are those of the tested meter, false where of the reference
 * @param levels by capture time, in seconds since 1970-01-01T00:00Z; about one an hour
 */
public record ReactiveLevels(boolean byTested, SortedMap<Long, ReactiveLevel> levels) {
    /** Neither meter has the registers. */
    public static final ReactiveLevels NONE = new ReactiveLevels(false, Collections.emptySortedMap());

    /** Copies the map. */
    public ReactiveLevels {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    }
}
