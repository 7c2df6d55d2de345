// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record that a service could not read or use, without its content.
 *
 * @param writtenAt wall-clock time at which it was put aside
 * @param service who put it aside; empty where the record does not say
 * @param origin where it stood; null where the record does not say, or names a topic that is none of the head-end's
 * @param exception class of the exception; empty where the record does not say
 * @param message its message, never a payload
 * @param key text of the key, shortened; empty without one
 * @param keyOctets octets of the key
 * @param valueOctets octets of the value
 * @param cut true where only the beginning of the record was kept
 */
public record DeadLetter(
        Id id,
        Instant writtenAt,
        String service,
        @Nullable Origin origin,
        String exception,
        String message,
        String key,
        int keyOctets,
        int valueOctets,
        boolean cut) {

    /** Where a letter stands on the topic of dead letters; the same for ever. */
    public record Id(int partition, long offset) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

        /** Reads what {@link #toString} gives; empty when it is something else. */
        public static Optional<Id> of(String text) {
            Matcher matcher = FORM.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Id(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return partition + "-" + offset;
        }
    }

    /** Where a record stood. @param topic without the prefix */
    public record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + " partition " + partition + " offset " + offset;
        }
    }

    /** Why, as a name for programs. */
    public String reason() {
        return DeadLetterReason.codeOf(exception, message);
    }
}
