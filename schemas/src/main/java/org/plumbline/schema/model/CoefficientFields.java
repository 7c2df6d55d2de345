// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

/** Where a block keeps coefficients other than gains, and what one LSB of them means. Fields of a kind are adjacent. */
public final class CoefficientFields {

    private CoefficientFields() {}

    /** How a raw angle becomes radians. */
    public enum AngleLaw {
        /** raw / 2^n radians. */
        RADIANS(1),
        /** raw / 2^n turns. */
        TURNS(2 * Math.PI);

        private final double unitRadians;

        AngleLaw(double unitRadians) {
            this.unitRadians = unitRadians;
        }
    }

    /**
     * Signed 16-bit angles, big-endian. A positive one turns the current towards the voltage: what is counted of an
     * inductive load rises by the angle times tan(phi).
     */
    public record Angles(int offset, int count, AngleLaw law, int fractionBits) {
        /** One LSB in radians. */
        public double lsbRadians() {
            return StrictMath.scalb(law.unitRadians, -fractionBits);
        }
    }

    /**
     * Signed 32-bit powers, big-endian, added to what the gains make of the load; the meter counts their sum.
     *
     * @param lsbWatts one LSB in W
     * @param largestChangeWatts most that any order may change their sum by, in W: a bound of the type, policies are
     *     narrower
     */
    public record Powers(int offset, int count, double lsbWatts, double largestChangeWatts) {}
}
