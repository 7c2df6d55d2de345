// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.List;
import org.plumbline.analyzer.state.DayLevels;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;

/** The levels of one tested meter and its reference, by UTC day (days since 1970-01-01). */
public interface DayStore {
    /** Adds a level to a day. */
    DayLevels.Addition add(long day, Side side, Level level);

    /** The levels of a day, in canonical order; empty when there are none. */
    List<Level> levels(long day, Side side);

    /** Forgets the levels of a day. */
    void delete(long day, Side side);
}
