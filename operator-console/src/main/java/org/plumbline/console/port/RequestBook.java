// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.time.Instant;
import java.util.Optional;

/**
 * Remembers for a day what became of requests that came with a key, so that the same one asked again does nothing again.
 * Survives a restart; consoles that share a database share it. All throw {@link TableStore.UnavailableException}.
 */
public interface RequestBook {

    /**
     * A request.
     *
     * @param principal who asks; keys of different people are different
     * @param digest of all that is asked
     */
    record Asked(String principal, String key, String digest) {}

    /** What is known of a request. */
    sealed interface Entry {

        /**
         * It is to be carried out; call {@link RequestBook#end} or {@link RequestBook#forget} afterwards.
         *
         * @param at when it was asked first: with this time it gives the same commands as then, which are taken once
         * @param authenticatedAt the person's authentication then
         */
        record Begun(Instant at, Instant authenticatedAt) implements Entry {}

        /** It was carried out. @param answer empty where none is kept */
        record Ended(int status, Optional<String> answer) implements Entry {}

        /** The key came with another request before. */
        record Different() implements Entry {}

        /** It is being carried out now. */
        record UnderWay() implements Entry {}
    }

    /** Looks a request up and notes that it is being carried out where it was not. Times are of the wall clock. */
    Entry begin(Asked asked, Instant now, Instant authenticatedAt);

    /** Keeps how it ended. @param answer empty to keep none */
    void end(Asked asked, int status, Optional<String> answer);

    /** Forgets it: it changed nothing. */
    void forget(Asked asked);

    /** It broke off and what it did is not known; asked again it is carried out again, with the same times. */
    void leave(Asked asked);
}
