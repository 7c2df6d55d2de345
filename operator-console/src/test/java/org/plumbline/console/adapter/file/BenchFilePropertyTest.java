// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.plumbline.console.bench.LoadPoint;

class BenchFilePropertyTest {
    @Property(tries = 300)
    void anyTextGivesACertificateOrAFaultWithItsLine(@ForAll @StringLength(max = 60) String text) {
        if (BenchFile.read("{" + text) instanceof BenchFile.Result.Malformed fault) {
            assertTrue(fault.line() >= 1);
        }
    }

    /** Errors rounded to the third place are accepted, whatever the reference; one unit of the second place off is not. */
    @Property(tries = 300)
    void roundedErrorIsAcceptedAndAWrongOneIsNot(
            @ForAll @IntRange(min = 1, max = 100_000) int pulses,
            @ForAll @IntRange(min = -5_000, max = 5_000) int error) {
        BigDecimal perPulse = new BigDecimal("0.625");
        BigDecimal energy = perPulse.multiply(BigDecimal.valueOf(pulses));
        BigDecimal truth = BigDecimal.valueOf(error).movePointLeft(3);
        BigDecimal reference = energy.divide(BigDecimal.ONE.add(truth.movePointLeft(2)), 12, RoundingMode.HALF_EVEN);
        assertTrue(point(pulses, energy, reference, truth).fault(perPulse).isEmpty());
        assertFalse(point(pulses, energy, reference, truth.add(new BigDecimal("0.01")))
                .fault(perPulse)
                .isEmpty());
        assertFalse(point(pulses + 1, energy, reference, truth).fault(perPulse).isEmpty());
    }

    private static LoadPoint point(int pulses, BigDecimal energy, BigDecimal reference, BigDecimal error) {
        return new LoadPoint(BigDecimal.TEN, "1", pulses, energy, reference, error, BigDecimal.ONE);
    }
}
