// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.network;

import java.util.Comparator;

/**
 * One statement about the meters of a network: a certificate, or a comparison. Immutable.
 *
 * @param meterId certified or tested meter
 * @param referenceMeterId meter it was compared with; empty for a certificate
 */
public record Observation(String meterId, String referenceMeterId) implements Comparable<Observation> {
    private static final Comparator<Observation> ORDER =
            Comparator.comparing(Observation::referenceMeterId).thenComparing(Observation::meterId);

    /** The certificate of a meter. */
    public static Observation certificate(String meterId) {
        return new Observation(meterId, "");
    }

    /** The comparison of a meter with another. */
    public static Observation comparison(String testedMeterId, String referenceMeterId) {
        return new Observation(testedMeterId, referenceMeterId);
    }

    /** True for a certificate. */
    public boolean isCertificate() {
        return referenceMeterId.isEmpty();
    }

    /** In words. */
    public String words() {
        return isCertificate()
                ? "the certificate of " + meterId
                : "the comparison of " + meterId + " with " + referenceMeterId;
    }

    /** Certificates first, then by meter. */
    @Override
    public int compareTo(Observation other) {
        return ORDER.compare(this, other);
    }
}
