// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullLoadFactorTest {
    @ParameterizedTest
    @CsvSource({"IEC 62053-21,1", "IEC 62053-22,1", "MID,1", "IEC 62053-23,sin 1", "IEC 62053-24,sin 1", "nothing,1"})
    void standardsOfReactiveEnergyAreReadAtSinPhiOne(String standard, String factor) {
        assertEquals(factor, LimitTable.shipped().fullLoadFactor(standard).toString());
    }
}
