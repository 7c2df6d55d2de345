// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

import org.plumbline.analyzer.metrology.paired.FormLeverage;

/**
 * What the form of the error curve has added to a track.
 *
 * @param offset per W of offset power
 * @param curvature per percent of curvature at maximum power
 */
public record TrackLeverage(LevelLeverage offset, LevelLeverage curvature) {
    /** Before the first day. */
    public static final TrackLeverage NONE = new TrackLeverage(LevelLeverage.NONE, LevelLeverage.NONE);

    /** What it has added to the level at a temperature, so many kelvins above 23 degrees Celsius. */
    public FormLeverage at(double kelvins) {
        return new FormLeverage(offset.at(kelvins), curvature.at(kelvins));
    }

    TrackLeverage step(long days, FormLeverage day, LevelFilter.Gains gains, double kelvins) {
        return new TrackLeverage(
                offset.predict(days).update(gains, day.offset(), kelvins),
                curvature.predict(days).update(gains, day.curvature(), kelvins));
    }
}
