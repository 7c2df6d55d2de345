// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/** Bands of load around the three points at which an error curve is stated. */
public enum LoadBand {
    /** Below 30 % of maximum power; stated at 10 %. */
    LOW(0.10, 0.0),
    /** From 30 % to 75 %; stated at 50 %. */
    MIDDLE(0.50, 0.30),
    /** From 75 %; stated at 100 %. */
    HIGH(1.00, 0.75);

    private final double pointFraction;
    private final double fromFraction;

    LoadBand(double pointFraction, double fromFraction) {
        this.pointFraction = pointFraction;
        this.fromFraction = fromFraction;
    }

    /** Load of the band's point as a fraction of maximum power. */
    public double pointFraction() {
        return pointFraction;
    }

    /** Where the band begins, as a fraction of maximum power. */
    double fromFraction() {
        return fromFraction;
    }

    /** The band that holds this fraction of maximum power. */
    static LoadBand of(double loadFraction) {
        if (loadFraction < MIDDLE.fromFraction) {
            return LOW;
        }
        return loadFraction < HIGH.fromFraction ? MIDDLE : HIGH;
    }
}
