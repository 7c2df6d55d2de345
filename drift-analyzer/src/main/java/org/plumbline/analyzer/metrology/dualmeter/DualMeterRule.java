// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.dualmeter;

/**
 * Figures of annexe 8 of the arrêté du 1er août 2013 relatif aux compteurs d'énergie électrique active (NOR
 * PROI1235435A), read in the public collection etalab/lois-non-codifiees-et-reglements-francais. The text gives every
 * figure here; it gives the two divergences as an image only, see {@link DualMeterDay}.
 */
public final class DualMeterRule {
    /** Name of the mode in reference profiles. */
    public static final String MODE = "FR-ANNEXE-8";

    /** Length of an interval of mean power, s. Meters that capture more often are read at these instants. */
    public static final int INTERVAL_SECONDS = 600;

    /** Intervals of a UTC day. */
    public static final int INTERVALS_PER_DAY = 86_400 / INTERVAL_SECONDS;

    /** Consecutive intervals of silence that are an anomaly. */
    public static final int SILENT_INTERVALS = 3;

    /** Days from a finding to the test or the repair. */
    public static final int DAYS_TO_TEST = 14;

    /** e1 above this is an anomaly, percent. */
    public static final double E1_LIMIT_PERCENT = 10;

    /** e2 above this is an anomaly, percent. */
    public static final double E2_LIMIT_PERCENT = 0.7;

    /** Compared are intervals in which both powers are at least this part of the nominal power. */
    static final double LEAST_LOAD = 0.1;

    /** Compared are intervals in which both powers are at most this part of the nominal power. */
    static final double MOST_LOAD = 1.2;

    /** A meter is silent only while the other is above this part of the nominal power. */
    static final double SILENCE_LOAD = 0.01;

    /**
     * A divergence is judged where the resolution of the registers can bring at most this part of its limit. Not of the
     * rule; the same third that it asks of the uncertainty of a test (article 18).
     */
    static final double MOST_RESOLUTION = 1.0 / 3;

    private DualMeterRule() {}
}
