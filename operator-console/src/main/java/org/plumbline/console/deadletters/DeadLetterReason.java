// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.deadletters;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why records become dead letters, from what the services say of them, and what to do about it. */
public final class DeadLetterReason {
    /** No schema of this id in the registry. */
    static final String UNKNOWN_SCHEMA = "UNKNOWN_SCHEMA";

    /** Not Avro, or cut short. */
    static final String UNREADABLE = "UNREADABLE";

    private static final String OTHER = "OTHER";
    private static final Pattern NAMED =
            Pattern.compile("([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|[A-Z]{5,}): .*", Pattern.DOTALL);

    /** What the record itself is wrong in: no other reader would take it. */
    private static final List<String> FOR_EVER = List.of(
            "NO_KEY", "WRONG_PARTITION", "OWNERS_KEY", "KEY_MISMATCH", "NO_CONTENT", "TOO_LARGE", "CAPTURE_TIME");

    private record Told(String part, String code) {}

    private static final List<Told> MESSAGES = List.of(
            new Told("has no key", "NO_KEY"),
            new Told("without key", "NO_KEY"),
            new Told("belongs to partition", "WRONG_PARTITION"),
            new Told("has the key of the owner's positions", "OWNERS_KEY"),
            new Told("under another meter's key", "KEY_MISMATCH"),
            new Told("under the key of", "KEY_MISMATCH"),
            new Told("whose key is not its subject", "KEY_MISMATCH"),
            new Told("without content", "NO_CONTENT"),
            new Told("without a value", "NO_CONTENT"),
            new Told("cannot be made sense of", "CONTRADICTORY"),
            new Told("is unknown to the registry", UNKNOWN_SCHEMA),
            new Told("schema not found", UNKNOWN_SCHEMA),
            new Told("no content with id", UNKNOWN_SCHEMA),
            new Told("error retrieving avro", UNKNOWN_SCHEMA));

    private static final Pattern SIZE = Pattern.compile(".* (has|of more than) \\d+ octets.*", Pattern.DOTALL);

    private DeadLetterReason() {}

    /**
     * Name of the reason.
     *
     * @param exception class of the exception
     * @param message its message
     */
    public static String codeOf(String exception, String message) {
        Matcher named = NAMED.matcher(message);
        if (named.matches()) {
            return named.group(1);
        }
        String lower = message.toLowerCase(java.util.Locale.ROOT);
        for (Told told : MESSAGES) {
            if (lower.contains(told.part())) {
                return told.code();
            }
        }
        if (SIZE.matcher(message).matches()) {
            return "TOO_LARGE";
        }
        if (exception.endsWith("PoisonRecordException") || exception.endsWith("RefusedRecordException")) {
            return "CONTRADICTORY";
        }
        return exception.contains("Serialization") || exception.contains("Avro") ? UNREADABLE : OTHER;
    }

    /** True when the record would end here again, whoever reads it. */
    static boolean isForEver(String code) {
        return FOR_EVER.contains(code);
    }

    /**
     * What to do first.
     *
     * @param code as {@link #codeOf} gives it
     * @param writer who writes to the topic, in words
     */
    public static String remedy(String code, String writer) {
        return switch (code) {
            case "NO_KEY" -> "Make " + writer + " set the key.";
            case "WRONG_PARTITION" -> "Make " + writer + " use Kafka's own partitioner.";
            case "OWNERS_KEY" -> "Make " + writer + " use the meter's id as key.";
            case "KEY_MISMATCH" -> "Make " + writer + " write each record under the key that its content names.";
            case "NO_CONTENT" -> "Make " + writer + " write a value; an end is no such record.";
            case "TOO_LARGE" -> "Look at what " + writer + " puts into so large a record.";
            case UNKNOWN_SCHEMA -> "See that the registry knows the schema " + writer + " wrote with; then replay.";
            case UNREADABLE -> "See whether " + writer + " writes Avro in Confluent's wire format.";
            default ->
                "Read the message; mend " + writer + ", or the service that refused the record, then replay if the"
                        + " record was right.";
        };
    }
}
