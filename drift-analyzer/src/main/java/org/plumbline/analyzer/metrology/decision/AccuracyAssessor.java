// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

import java.util.Optional;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/** From the track of a meter to an assessment and a proposal. Pure. */
public final class AccuracyAssessor {
    private AccuracyAssessor() {}

    /**
     * Judges a meter.
     *
     * @param track its closed days
     * @param certificate of the reference meter
     * @param policy of the tested meter
     * @param gain its coefficient in force; empty where it is not known or cannot be adjusted over the air
     */
    public static Assessment assess(
            MeterTrack track, ReferenceCertificate certificate, AccuracyPolicy policy, Optional<AdjustableGain> gain) {
        throw new UnsupportedOperationException("not yet: " + track + certificate + policy + gain);
    }
}
