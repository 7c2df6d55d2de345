// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import java.util.List;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

/** The levels of the two meters of one point, by UTC day of their capture (days since 1970-01-01). */
public interface PointLevels {
    /**
     * Adds a level to the day of its capture.
     *
     * @return false when it was there, or the day holds as many as it may
     */
    boolean add(Side side, Level level);

    /** The levels of a day, in canonical order; empty when there are none. */
    List<Level> levels(long day, Side side);

    /** Forgets the levels of a day. */
    void delete(long day, Side side);
}
