// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Result of one load point, in the decimals of the certificate.
 *
 * @param amperes current per phase in A
 * @param powerFactor 1, or a number with i (inductive) or c (capacitive), e.g. 0.5i
 * @param pulses of the meter that were counted
 * @param wattHours energy by the meter in Wh: pulses times Kh
 * @param referenceWattHours energy by the reference standard in Wh
 * @param errorPercent (energy - reference) / reference, in percent
 * @param expandedUncertaintyPercent U of the error, in percent
 */
public record LoadPoint(
        BigDecimal amperes,
        String powerFactor,
        long pulses,
        BigDecimal wattHours,
        BigDecimal referenceWattHours,
        BigDecimal errorPercent,
        BigDecimal expandedUncertaintyPercent) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /**
     * What is wrong with the arithmetic; empty when nothing is. The energy must be exactly pulses times Kh. The error must
     * be that of the energies to within half its last decimal place, and half the last place of the reference's energy.
     *
     * @param wattHoursPerPulse Kh in Wh
     */
    public Optional<String> fault(BigDecimal wattHoursPerPulse) {
        BigDecimal energy = wattHoursPerPulse.multiply(BigDecimal.valueOf(pulses));
        if (energy.compareTo(wattHours) != 0) {
            return Optional.of("wattHours is " + wattHours.toPlainString() + ", but " + pulses + " pulses of "
                    + wattHoursPerPulse.toPlainString() + " Wh are "
                    + energy.stripTrailingZeros().toPlainString() + " Wh");
        }
        BigDecimal error = wattHours
                .subtract(referenceWattHours)
                .multiply(HUNDRED)
                .divide(referenceWattHours, MathContext.DECIMAL64);
        BigDecimal rounding = halfPlace(errorPercent)
                .add(halfPlace(referenceWattHours).multiply(HUNDRED).divide(referenceWattHours, MathContext.DECIMAL64));
        if (error.subtract(errorPercent).abs().compareTo(rounding) > 0) {
            return Optional.of("errorPercent is " + errorPercent.toPlainString() + ", but "
                    + wattHours.toPlainString() + " Wh against " + referenceWattHours.toPlainString() + " Wh are "
                    + error.round(new MathContext(4)).toPlainString() + " %");
        }
        return Optional.empty();
    }

    private static BigDecimal halfPlace(BigDecimal number) {
        return HALF.scaleByPowerOfTen(-Math.max(0, number.scale()));
    }

    /** Largest error that the point leaves possible: |e| + U, in percent. */
    BigDecimal reach() {
        return errorPercent.abs().add(expandedUncertaintyPercent);
    }

    boolean isUnity() {
        return powerFactor.equals("1");
    }
}
