// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** Reads the change detector of a track as the rest of the product does. */
final class Alarms {
    private Alarms() {}

    /** True when the newest day raised the alarm (h = 10). */
    static boolean isRaised(MeterTrack track) {
        return track.alarm().quietDays() == 0 && track.alarm().watch();
    }
}
