// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is known of one UTC field day of a tested meter and its reference. The levels may come in any order and more
 * than once; those outside 00:00 to 24:00 inclusive are counted and left out.
 *
 * @param epochDay the day, as days since 1970-01-01
 * @param tested levels of the meter under test
 * @param reference levels of the reference meter
 * @param testedRegister width and largest plausible power of the tested register
 * @param referenceRegister the same of the reference register
 * @param temperaturesCelsius temperature at the tested meter by capture time, in seconds since 1970-01-01T00:00Z; empty
 *     where not measured
 * @param reactive net reactive energy of the load, where a meter has the registers
 */
public record PairedDay(
        long epochDay,
        List<RegisterLevel> tested,
        List<RegisterLevel> reference,
        RegisterFormat testedRegister,
        RegisterFormat referenceRegister,
        SortedMap<Long, Double> temperaturesCelsius,
        ReactiveLevels reactive) {
    /** Copies the collections. */
    public PairedDay {
        tested = List.copyOf(tested);
        reference = List.copyOf(reference);
        temperaturesCelsius = Collections.unmodifiableSortedMap(new TreeMap<>(temperaturesCelsius));
    }

    /** Of meters without registers of reactive energy. */
    public PairedDay(
            long epochDay,
            List<RegisterLevel> tested,
            List<RegisterLevel> reference,
            RegisterFormat testedRegister,
            RegisterFormat referenceRegister,
            SortedMap<Long, Double> temperaturesCelsius) {
        this(epochDay, tested, reference, testedRegister, referenceRegister, temperaturesCelsius, ReactiveLevels.NONE);
    }
}
