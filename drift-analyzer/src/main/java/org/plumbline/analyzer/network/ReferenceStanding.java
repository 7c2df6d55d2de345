// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.network;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.plumbline.analyzer.metrology.decision.ReferenceCertificate;
import org.plumbline.analyzer.metrology.network.NetworkCheck;
import org.plumbline.analyzer.metrology.network.Observation;

/**
 * How the certificate of a reference meter stands in its network. Immutable.
 *
 * @param meterId the reference
 * @param certificate what was tested
 * @param day of the comparisons, days since 1970-01-01
 * @param otherwise tested meters whose profiles state another certificate of the reference
 * @param check empty when nothing can be tested any more
 */
public record ReferenceStanding(
        String meterId,
        ReferenceCertificate certificate,
        long day,
        SortedSet<String> otherwise,
        Optional<NetworkCheck> check) {
    /** Copies the set. */
    public ReferenceStanding {
        otherwise = Collections.unmodifiableSortedSet(new TreeSet<>(otherwise));
    }

    /** What can be said of the certificate. */
    public enum State {
        /** Nothing speaks about it: it is newer than the comparisons, or all else that was stated is. */
        UNCHECKED,
        /** It fits, and so does all else in the network. */
        FITS,
        /** It fits; something else in the network does not. */
        OTHER_IN_DOUBT,
        /** It does not fit, or something beside it does not and the two cannot be told apart. */
        IN_DOUBT
    }

    /** The state. */
    public State state() {
        Observation own = Observation.certificate(meterId);
        if (check.isEmpty()
                || check.get().residuals().stream()
                        .noneMatch(each -> each.observation().equals(own))) {
            return State.UNCHECKED;
        }
        if (check.get().doubted().contains(own)) {
            return State.IN_DOUBT;
        }
        return check.get().doubted().isEmpty() ? State.FITS : State.OTHER_IN_DOUBT;
    }

    /** What must not rest on the meter: nothing at all, or neither comparisons in doubt nor other certificates. */
    public ReferenceDoubt doubt() {
        SortedSet<String> tested = new TreeSet<>(otherwise);
        check.ifPresent(found -> found.doubted().stream()
                .filter(each -> each.referenceMeterId().equals(meterId))
                .forEach(each -> tested.add(each.meterId())));
        return new ReferenceDoubt(state() == State.IN_DOUBT, tested);
    }
}
