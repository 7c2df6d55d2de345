// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.fleet;

import java.util.Optional;
import java.util.Set;

/**
 * Which registered meter uses which key, over the whole fleet and not only the partitions owned here. Safe for many
 * threads; never blocks for long.
 */
public interface KeyUse {

    /** Asks that all registrations that stand now be taken in; {@link #answered} tells when they have been. */
    long ask();

    boolean answered(long question);

    /** False while what is known of the meter is another reference than that one, or none. */
    boolean knows(String meterId, String keyReference);

    /** Another meter that is registered with the reference this one is registered with; empty when there is none. */
    Optional<String> otherUser(String meterId);

    /** All meters with an {@link #otherUser}. */
    Set<String> sharing();

    /** Changes whenever {@link #sharing} does. */
    long changes();
}
