// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A certificate of a test bench. Immutable.
 *
 * @param certificate its number
 * @param laboratory who measured
 * @param calibrationEpoch epoch of the meter that it was left in, from 1
 * @param calibratedAt when
 * @param wattHoursPerPulse Kh in Wh, positive
 * @param coverageFactor k of every expanded uncertainty
 * @param asFound as the meter came; may be empty
 * @param asLeft as the meter left; at least one point at power factor 1
 */
public record BenchCertificate(
        String certificate,
        String laboratory,
        String meterId,
        int calibrationEpoch,
        Instant calibratedAt,
        BigDecimal wattHoursPerPulse,
        BigDecimal coverageFactor,
        List<LoadPoint> asFound,
        List<LoadPoint> asLeft) {
    /** Copies the lists. */
    public BenchCertificate {
        asFound = List.copyOf(asFound);
        asLeft = List.copyOf(asLeft);
        if (asLeft.stream().noneMatch(LoadPoint::isUnity)) {
            throw new IllegalArgumentException("no point as left at power factor 1");
        }
    }

    /** The point as left at power factor 1 that leaves the largest error possible: it speaks for the meter. */
    public LoadPoint worstAsLeft() {
        return asLeft.stream()
                .filter(LoadPoint::isUnity)
                .max(Comparator.comparing(LoadPoint::reach))
                .orElseThrow();
    }

    /** Identifier of the reference profile; a newer certificate of the meter takes its place. */
    public String profileId() {
        return "bench-" + meterId;
    }
}
