// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.certificate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Standard deviation of a meter's rate of drift, k = 1, and what it rests on. Immutable.
 *
 * @param percentPerYear positive
 * @param source in words
 */
public record DriftPrior(double percentPerYear, String source) {
    /**
     * Rates of drift by class index: how far good meters of a class spread. From published magnitudes of shunts (0.01 to
     * 0.05 %/y), dividers (0.02 to 0.1 %/y) and burdens; to verify. With 0.05 %/y, 0.3 % as found and 0.1 % of
     * certificate a class 1 meter passes a risk of 5 % after eight years, as national verification periods do.
     */
    private static final Map<Double, Double> TYPICAL =
            Map.of(0.1, 0.01, 0.2, 0.02, 0.5, 0.03, 1.0, 0.05, 1.5, 0.08, 2.0, 0.1);

    /** Class index of the widest class in use, for a reference of which not even the class is known. */
    private static final double WIDEST_CLASS = 2;

    /** Checks the range. */
    public DriftPrior {
        if (!(percentPerYear > 0) || Double.isInfinite(percentPerYear)) {
            throw new IllegalArgumentException("drift of " + percentPerYear + " % per year");
        }
    }

    /**
     * Of a reference that others are judged by. Where the profile states none, the reference is taken to leave its class
     * limit within a year: one standard deviation is the class index per year.
     *
     * @param statedPercentPerYear by its profile; 0 = not stated
     * @param accuracyClass as marked, e.g. 0.2S; anything else counts as class 2
     */
    public static DriftPrior ofReference(double statedPercentPerYear, String accuracyClass) {
        if (statedPercentPerYear > 0) {
            return new DriftPrior(statedPercentPerYear, text("drift %.3f %%/y as stated", statedPercentPerYear));
        }
        double index = classIndex(accuracyClass).orElse(WIDEST_CLASS);
        String of = classIndex(accuracyClass).isPresent() ? "class " + accuracyClass : "an unknown class";
        return new DriftPrior(
                index, text("drift %.3f %%/y by default for a reference of %s: the profile states none", index, of));
    }

    /**
     * Of a meter under a certificate.
     *
     * @param statedPercentPerYear by its profile; 0 = not stated
     * @param accuracyClass as marked
     * @return empty where neither is known
     */
    public static Optional<DriftPrior> ofType(double statedPercentPerYear, String accuracyClass) {
        if (statedPercentPerYear > 0) {
            return Optional.of(
                    new DriftPrior(statedPercentPerYear, text("drift %.3f %%/y as stated", statedPercentPerYear)));
        }
        return classIndex(accuracyClass)
                .map(TYPICAL::get)
                .map(typical -> new DriftPrior(
                        typical, text("drift %.3f %%/y, typical of class %s, to verify", typical, accuracyClass)));
    }

    /** The number in a class designation: 0.2S is 0.2, MID A/B/C are 2/1/0.5, OIML R 46 D is 0.2. */
    private static Optional<Double> classIndex(String accuracyClass) {
        return switch (accuracyClass.strip().toUpperCase(Locale.ROOT)) {
            case "0.1", "0.1S" -> Optional.of(0.1);
            case "0.2", "0.2S", "D" -> Optional.of(0.2);
            case "0.5", "0.5S", "C" -> Optional.of(0.5);
            case "1", "1S", "B" -> Optional.of(1.0);
            case "1.5" -> Optional.of(1.5);
            case "2", "A" -> Optional.of(2.0);
            default -> Optional.empty();
        };
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
