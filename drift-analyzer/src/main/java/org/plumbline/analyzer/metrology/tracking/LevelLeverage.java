// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import org.plumbline.analyzer.metrology.paired.FormLeverage;

/**
 * What one unit of a constant that every day's gain holds a share of (offset power, curvature) has added to the state of
 * the {@link LevelFilter}: the sensitivity of the separate-bias Kalman filter (Friedland 1969). The filter is linear, so
 * taking the constant out of the state afterwards is the same as taking it out of every day beforehand, whatever the
 * constant turns out to be. Immutable.
 *
 * @param level added to the level, per unit
 * @param rate added to the rate, per unit and year
 * @param coefficient added to the temperature coefficient, per unit and kelvin
 */
public record LevelLeverage(double level, double rate, double coefficient) {
    /** Rounds to whole steps of {@link FormLeverage#STEP}. */
    public LevelLeverage {
        level = FormLeverage.rounded(level);
        rate = FormLeverage.rounded(rate);
        coefficient = FormLeverage.rounded(coefficient);
    }

    /** Before the first day. */
    public static final LevelLeverage NONE = new LevelLeverage(0, 0, 0);

    /** Added to the level at a temperature, so many kelvins above 23 degrees Celsius. */
    public double at(double kelvins) {
        return level + kelvins * coefficient;
    }

    LevelLeverage predict(long days) {
        return new LevelLeverage(level + days / LevelFilter.DAYS_PER_YEAR * rate, rate, coefficient);
    }

    /** One day whose gain holds {@code share} of the constant, taken with the gains of the filter. */
    LevelLeverage update(LevelFilter.Gains gains, double share, double kelvins) {
        double news = share - at(kelvins);
        return new LevelLeverage(
                level + gains.level() * news, rate + gains.rate() * news, coefficient + gains.coefficient() * news);
    }
}
