// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.state.MeterState;

/**
 * What becomes durable and visible together.
 *
 * @param next the meter's state from then on; null when it stays as it is
 * @param orderOffset offset of the order that ended with it; empty when none did
 * @param urgent somebody waits for it: do not collect more
 */
public record Commit(
        String meterId,
        @Nullable MeterState next,
        List<Publication> publications,
        OptionalLong orderOffset,
        boolean urgent) {

    public Commit {
        publications = List.copyOf(publications);
    }

    public static Commit of(String meterId, @Nullable MeterState next, List<Publication> publications) {
        return new Commit(meterId, next, publications, OptionalLong.empty(), false);
    }

    public Commit asUrgent() {
        return new Commit(meterId, next, publications, orderOffset, true);
    }

    /** The same, ending the order at that offset. */
    public Commit endingOrder(long offset) {
        return new Commit(meterId, next, publications, OptionalLong.of(offset), true);
    }
}
