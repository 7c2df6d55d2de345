// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/**
 * What is known of a reference meter's own error.
 *
 * @param errorPercent its error by certificate, in percent; added to the tested meter's relative error
 * @param standardUncertaintyPercent of that error, k = 1, positive
 * @param driftPercentPerYear standard uncertainty gained per year, not negative
 * @param epochDay date of the certificate, days since 1970-01-01
 * @param source what the numbers rest on, in words; may be empty
 */
public record ReferenceCertificate(
        double errorPercent,
        double standardUncertaintyPercent,
        double driftPercentPerYear,
        long epochDay,
        String source) {
    /** Of a certificate without a name. */
    public ReferenceCertificate(
            double errorPercent, double standardUncertaintyPercent, double driftPercentPerYear, long epochDay) {
        this(errorPercent, standardUncertaintyPercent, driftPercentPerYear, epochDay, "");
    }

    /** Checks the ranges. */
    public ReferenceCertificate {
        if (!Double.isFinite(errorPercent)
                || !(standardUncertaintyPercent > 0)
                || !Double.isFinite(standardUncertaintyPercent)
                || !(driftPercentPerYear >= 0)
                || !Double.isFinite(driftPercentPerYear)) {
            throw new IllegalArgumentException("error %s, standard uncertainty %s, drift %s per year"
                    .formatted(errorPercent, standardUncertaintyPercent, driftPercentPerYear));
        }
    }

    /** Standard uncertainty on a day: certificate and drift since, in percent. */
    public double standardUncertaintyPercentOn(long day) {
        double drift = driftPercentOn(day);
        return Math.sqrt(standardUncertaintyPercent * standardUncertaintyPercent + drift * drift);
    }

    /** Standard uncertainty gained from the certificate's date to a day, in percent; 0 before it. */
    public double driftPercentOn(long day) {
        return driftPercentPerYear * Math.max(0, day - epochDay) / 365.25;
    }
}
