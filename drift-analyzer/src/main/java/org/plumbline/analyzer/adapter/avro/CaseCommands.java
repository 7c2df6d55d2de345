// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.avro;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.plumbline.analyzer.cases.CaseCommand;
import org.plumbline.analyzer.cases.CaseCommand.Action;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.Dismissal;
import org.plumbline.analyzer.cases.Handling;
import org.plumbline.schema.avro.DismissalCode;
import org.plumbline.schema.signing.Authentications;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Whether a case command is that of an authenticated person: case, id, signature of a trusted console, age of the
 * authentication. Whoever can produce to the topic still cannot be a person. Safe for use by many threads.
 */
public final class CaseCommands {
    /** Authentications older than this command nothing unless it is set otherwise. */
    public static final Duration DEFAULT_AUTHENTICATION_AGE = Duration.ofHours(12);

    private static final int MAXIMUM_OCTETS = 16 << 10;
    private static final int MAXIMUM_TEXT_CHARACTERS = 1_000;
    private static final int SHOWN_CHARACTERS = 200;

    private final @Nullable TrustedSigners signers;
    private final Duration maximumAuthenticationAge;

    /** @param signers who may sign commands; null = nobody, every command is refused */
    public CaseCommands(@Nullable TrustedSigners signers, Duration maximumAuthenticationAge) {
        this.signers = signers;
        this.maximumAuthenticationAge = maximumAuthenticationAge;
    }

    /** What was found. */
    public sealed interface Check {
        /** The command of a person. */
        record Accepted(CaseKind kind, CaseCommand command) implements Check {}

        /**
         * Worth nothing. What it says of itself is cut to a bounded length.
         *
         * @param reason name of the refusal, upper case with underscores
         */
        record Refused(String commandId, String caseId, String claimedPrincipal, String reason, long fieldTimeMillis)
                implements Check {}
    }

    /**
     * Judges a command.
     *
     * @param key of the record; must be the command's meter
     * @param now wall-clock time
     * @param fieldNow field time
     * @throws RefusedRecordException when key or value is missing
     */
    public Check check(
            @Nullable String key,
            org.plumbline.schema.avro.@Nullable CaseCommand command,
            Instant now,
            Instant fieldNow) {
        if (key == null || command == null) {
            throw new RefusedRecordException("COMMAND_MISSING: a case command without key or value");
        }
        Optional<CaseKind> kind = kind(key, command);
        String refusal = kind.isEmpty() ? "CASE_ID_MALFORMED" : refusal(command, now);
        if (!refusal.isEmpty()) {
            return refused(command, refusal, fieldNow);
        }
        return action(command)
                .<Check>map(action -> new Check.Accepted(
                        kind.get(),
                        new CaseCommand(
                                command.getCommandId(),
                                command.getCaseId(),
                                action,
                                command.getReason(),
                                new Handling.Mark(
                                        command.getPrincipal(),
                                        command.getIssuedAt().toEpochMilli()),
                                fieldNow.toEpochMilli(),
                                now.toEpochMilli(),
                                command.getAuthenticatedAt()
                                        .plus(maximumAuthenticationAge)
                                        .toEpochMilli())))
                .orElseGet(() -> refused(command, "ACTION_UNKNOWN", fieldNow));
    }

    /** The kind that a case id of the form {@code meterId|kind|number} names; empty when it is not of the key's meter. */
    private static Optional<CaseKind> kind(String key, org.plumbline.schema.avro.CaseCommand command) {
        String caseId = command.getCaseId();
        String before = key + "|";
        int after = caseId.lastIndexOf('|');
        return !key.equals(command.getMeterId()) || !caseId.startsWith(before) || after < before.length()
                ? Optional.empty()
                : CaseKind.of(caseId.substring(before.length(), after));
    }

    private String refusal(org.plumbline.schema.avro.CaseCommand command, Instant now) {
        byte[] signed = Canonical.signedPart(command);
        if (signed.length > MAXIMUM_OCTETS
                || isTooLong(command.getReason())
                || isTooLong(command.getPrincipal())
                || isTooLong(command.getAssignee())) {
            return "COMMAND_TOO_LARGE";
        }
        if (!command.getCommandId().equals(Canonical.commandId(command))) {
            return "COMMAND_ID_WRONG";
        }
        if (signers == null) {
            return "NO_TRUSTED_SIGNERS";
        }
        if (signers.check(signed, command.getSignature(), now) instanceof TrustedSigners.Check.Refused refused) {
            return refused.reason();
        }
        return Authentications.refusal(
                        command.getPrincipal(), command.getAuthenticatedAt(), now, maximumAuthenticationAge)
                .orElse(command.getReason().isBlank() ? "REASON_MISSING" : "");
    }

    private static Optional<Action> action(org.plumbline.schema.avro.CaseCommand command) {
        return switch (command.getAction()) {
            case CONFIRM -> Optional.of(new Action.Confirm());
            case DISMISS -> code(command.getDismissalCode()).map(Action.Dismiss::new);
            case ASSIGN -> Optional.of(new Action.Assign(command.getAssignee()));
            case NOTE -> Optional.of(new Action.Note());
            case REOPEN -> Optional.of(new Action.Reopen());
            case UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<Dismissal.Code> code(DismissalCode code) {
        return switch (code) {
            case FALSE_ALARM -> Optional.of(Dismissal.Code.FALSE_ALARM);
            case REFERENCE_AT_FAULT -> Optional.of(Dismissal.Code.REFERENCE_AT_FAULT);
            case NOT_THE_METER -> Optional.of(Dismissal.Code.NOT_THE_METER);
            case HANDLED_ON_SITE -> Optional.of(Dismissal.Code.HANDLED_ON_SITE);
            case ACCEPTED -> Optional.of(Dismissal.Code.ACCEPTED);
            case OTHER -> Optional.of(Dismissal.Code.OTHER);
            case UNKNOWN -> Optional.empty();
        };
    }

    private static boolean isTooLong(String text) {
        return text.length() > MAXIMUM_TEXT_CHARACTERS;
    }

    private static Check refused(org.plumbline.schema.avro.CaseCommand command, String reason, Instant fieldNow) {
        return new Check.Refused(
                cut(command.getCommandId()),
                cut(command.getCaseId()),
                cut(command.getPrincipal()),
                reason,
                fieldNow.toEpochMilli());
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS);
    }
}
