// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * What the levels of one day say about the running difference of both registers, so that days that follow each other can
 * be joined into one regression: the normal equations of D(t) = a + g E(t) in the anchor a (Wh, what D lacks at the day's
 * first level) and the gain g (percent) of the day, after the clock skew is eliminated. The day's first level is left
 * out: at 00:00 it is also the last of the day before, and no level counts twice.
 *
 * @param anchorAnchor information on a, 1/Wh^2
 * @param anchorGain mixed information, 1/(Wh percent)
 * @param gainGain information on g, 1/percent^2
 * @param anchorScore right-hand side for a
 * @param gainScore right-hand side for g
 * @param endDifferenceWattHours what the registers differ by more at the last level than at the first, Wh
 * @param fromMidnight whether the first level is that of 00:00
 * @param toMidnight whether the last level is that of 24:00
 */
public record DayLink(
        double anchorAnchor,
        double anchorGain,
        double gainGain,
        double anchorScore,
        double gainScore,
        double endDifferenceWattHours,
        boolean fromMidnight,
        boolean toMidnight) {}
