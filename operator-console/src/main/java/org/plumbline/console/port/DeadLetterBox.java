// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.deadletters.DeadLetter;
import org.plumbline.console.deadletters.ReplayNote;
import org.plumbline.console.deadletters.ReplayResult;

/** Dead letters themselves, and the way back to where they stood. */
public interface DeadLetterBox {
    /** Most letters that are replayed at once. */
    int MOST_AT_ONCE = 100;

    /**
     * A letter with what can be said of its content.
     *
     * @param format what its octets are, in words
     * @param schema name of the schema it was written with; empty where that is not known
     * @param fields by name, those that name and date it; never measured values, addresses or keys
     */
    record Opened(
            DeadLetter letter, List<ReplayNote> replays, String format, String schema, Map<String, String> fields) {}

    /**
     * What is asked of some letters.
     *
     * @param at wall-clock time
     * @param again true to replay what was replayed before
     * @param dryRun true to write nothing
     */
    record Order(
            List<DeadLetter.Id> letters, String principal, Instant at, String reason, boolean again, boolean dryRun) {
        public Order {
            letters = List.copyOf(letters);
        }
    }

    /** Replays are not set up, or the brokers refuse them. */
    final class ReplayUnavailableException extends ConsoleException {
        private static final long serialVersionUID = 1L;

        public ReplayUnavailableException(String message) {
            super(message);
        }

        public ReplayUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Opens a letter.
     *
     * @return empty when there is none, or no more
     * @throws ConsoleException when the topic cannot be read in time
     */
    Optional<Opened> open(DeadLetter.Id id);

    /**
     * Writes letters to their topics again, octet for octet, with a note of each in the same transaction: all that are not
     * refused, or none. Each is replayed once unless asked for again, however many consoles there are.
     *
     * @return what became of each, in the order asked
     * @throws ReplayUnavailableException when none can be replayed here
     * @throws ConsoleException when the topics cannot be read or written in time; nothing was replayed, or all was:
     *     the notes tell
     */
    List<ReplayResult> replay(Order order);
}
