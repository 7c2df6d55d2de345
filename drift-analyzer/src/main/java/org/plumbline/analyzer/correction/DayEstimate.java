// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.correction;

/**
 * What an estimate says that days may be corrected by.
 *
 * @param calibrationEpoch epoch it holds for
 * @param fromEpochDay first day of its window, days since 1970-01-01
 * @param untilEpochDay day after its window
 * @param errorPercent error e, above {@value #LOWEST_ERROR_PERCENT}
 * @param combinedPercent its combined standard uncertainty, not negative
 * @param profileId its reference profile
 * @param evidenceDigest SHA-256 of the day results it rests on, hexadecimal
 */
public record DayEstimate(
        int calibrationEpoch,
        long fromEpochDay,
        long untilEpochDay,
        double errorPercent,
        double combinedPercent,
        String profileId,
        String evidenceDigest) {

    /** A meter that counts less than a tenth does not drift: nothing is corrected by such a figure. */
    public static final double LOWEST_ERROR_PERCENT = -90;

    private static final double DEAD_BAND_PERCENT = 0.1;

    /** @param epochDay days since 1970-01-01 */
    public boolean covers(long epochDay) {
        return fromEpochDay <= epochDay && epochDay < untilEpochDay;
    }

    /** K = 1 / (1 + e/100); exactly 1 inside the dead band, |e| within max(0.1 %, 2 u_c) as for adjustments. */
    public double factor() {
        boolean deadBand = Math.abs(errorPercent) <= Math.max(DEAD_BAND_PERCENT, 2 * combinedPercent);
        return deadBand ? 1 : ofError();
    }

    /**
     * u(K) = |dK/de| u_c = K^2 u_c / 100 (JCGM 100:2008, 5.1.2); inside the dead band, too, with the K of the error, which is
     * not known any better there.
     */
    public double factorStandardUncertainty() {
        return ofError() * ofError() * combinedPercent / 100;
    }

    private double ofError() {
        return 1 / (1 + errorPercent / 100);
    }
}
