// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.Optional;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.Comparison;

/**
 * A comparison on its way from the tested meter to its reference, to that one's reference and so on. Immutable.
 *
 * @param comparison the comparison
 * @param ofTested certificate of the tested meter; empty when no meter rests on it, then only its reference is concerned
 * @param ofReference certificate of the reference, as the profile of the comparison states it
 * @param hops meters it has passed on; 0 = it is at the tested meter
 */
public record Link(
        Comparison comparison, Optional<ReferenceCertificate> ofTested, ReferenceCertificate ofReference, int hops) {
    /** So far comparisons are passed on: around a loop of six meters. */
    public static final int MOST_HOPS = 5;

    /** At the tested meter. */
    public static Link own(Comparison comparison, ReferenceCertificate ofReference) {
        return new Link(comparison, Optional.empty(), ofReference, 0);
    }

    String tested() {
        return comparison.testedMeterId();
    }

    String reference() {
        return comparison.referenceMeterId();
    }

    Link certified(Optional<ReferenceCertificate> certificate) {
        return new Link(comparison, certificate, ofReference, hops);
    }

    Link passedOn() {
        return new Link(comparison, ofTested, ofReference, hops + 1);
    }
}
