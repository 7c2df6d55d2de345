// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DriftBinPropertyTest {

    @Property
    void aMeterStandsInTheStretchOfItsClassAndInNoOther(
            @ForAll @DoubleRange(min = -6, max = 6) double error, @ForAll @IntRange(min = -51, max = 50) int index) {
        assertEquals(DriftBin.index(error) == index, isWithin(error, index));
        assertEquals(true, isWithin(error, DriftBin.index(error)));
    }

    @Property
    void theBordersOfClassesBelongToTheClassThatCountsThem(
            @ForAll @IntRange(min = -52, max = 52) int tenth,
            @ForAll @IntRange(min = -3, max = 3) int steps,
            @ForAll @IntRange(min = -51, max = 50) int index) {
        double error = tenth / 10.0;
        for (int i = 0; i < Math.abs(steps); i++) {
            error = steps < 0 ? Math.nextDown(error) : Math.nextUp(error);
        }
        assertEquals(DriftBin.index(error) == index, isWithin(error, index));
        assertEquals(true, isWithin(error, DriftBin.index(error)));
    }

    private static boolean isWithin(double error, int index) {
        String key = MeterLine.errorOrder(error) + "meter";
        DriftBin.Stretch stretch = DriftBin.stretch(index);
        return key.compareTo(stretch.from()) >= 0 && key.compareTo(stretch.below()) < 0;
    }
}
