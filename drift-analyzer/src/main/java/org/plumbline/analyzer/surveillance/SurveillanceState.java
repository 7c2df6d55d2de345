// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.surveillance;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.dualmeter.DualMeterDay;
import org.plumbline.analyzer.surveillance.SurveillanceOutput.OpenFinding;

/**
 * What is kept of one point between two levels. Days are counted since 1970-01-01; {@link #NO_DAY} stands for none.
 * Immutable.
 *
 * @param referenceMeterId the other meter of the point; empty before its first level
 * @param testedDay day of the newest level of the meter under test
 * @param referenceDay day of the newest level of the other meter
 * @param analysedBefore all days before this one were analysed
 * @param firstDay first whole day under surveillance when a day was analysed last
 * @param settledFindingDay first day of the finding, of those days that can no longer change
 * @param finding what was open when it was told last
 * @param standingRefusal name of the refusal told last; empty = none stands
 * @param recent results of the days that can still change
 */
public record SurveillanceState(
        String referenceMeterId,
        long testedDay,
        long referenceDay,
        long analysedBefore,
        long firstDay,
        long settledFindingDay,
        OpenFinding finding,
        String standingRefusal,
        SortedMap<Long, DualMeterDay> recent) {
    /** Stands for no day. */
    public static final long NO_DAY = Long.MIN_VALUE;

    /** Copies the map. */
    public SurveillanceState {
        recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
    }

    /** Before the first level. */
    public static SurveillanceState initial() {
        return new SurveillanceState(
                "", NO_DAY, NO_DAY, NO_DAY, NO_DAY, NO_DAY, OpenFinding.NONE, "", Collections.emptySortedMap());
    }
}
