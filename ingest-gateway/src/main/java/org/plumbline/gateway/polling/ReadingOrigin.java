// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.commit.Publication;

/**
 * What all readings of one session have in common.
 *
 * @param sessionFieldTime field time of the session
 * @param clockOffsetMillis meter clock minus field time; null where it was not measured
 * @param requestId the request they answer; empty where nobody asked
 */
record ReadingOrigin(
        Instant sessionFieldTime, @Nullable Long clockOffsetMillis, Publication.Source source, String requestId) {

    static ReadingOrigin polled(Instant sessionFieldTime, @Nullable Long clockOffsetMillis, Publication.Source source) {
        return new ReadingOrigin(sessionFieldTime, clockOffsetMillis, source, "");
    }

    Publication.Reading reading(
            Instant captureTime, Instant received, int statusBits, int epoch, List<Publication.Register> registers) {
        return new Publication.Reading(
                captureTime,
                received,
                sessionFieldTime,
                clockOffsetMillis,
                source,
                requestId,
                statusBits,
                epoch,
                registers);
    }
}
