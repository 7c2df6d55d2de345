// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.plumbline.calibrator.campaign.Command;
import org.plumbline.schema.avro.CampaignCommand;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.signing.Authentications;
import org.plumbline.schema.signing.Canonical;
import org.plumbline.schema.signing.TrustedSigners;

/**
 * Whether a command is that of an authenticated person: id, signature of a trusted console and, unless it stops, age of
 * the authentication.
 * Whoever can produce to the topic still cannot be a person.
 */
final class CommandGuard {

    private static final Pattern CAMPAIGN_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MAXIMUM_OCTETS = 512 << 10;
    private static final int MAXIMUM_TEXT_CHARACTERS = 1_000;

    /** What was found. */
    sealed interface Check {
        /** The command of a person. */
        record Accepted(Command command) implements Check {}

        /** Worth nothing. */
        record Refused(String reason) implements Check {}
    }

    private final TrustedSigners signers;
    private final Duration maximumAuthenticationAge;

    CommandGuard(TrustedSigners signers, Duration maximumAuthenticationAge) {
        this.signers = signers;
        this.maximumAuthenticationAge = maximumAuthenticationAge;
    }

    Check check(String key, CampaignCommand command, Instant now) {
        if (!CAMPAIGN_ID.matcher(key).matches() || !key.equals(command.getCampaignId())) {
            return new Check.Refused("CAMPAIGN_ID_MALFORMED");
        }
        // State, facts and campaigns take over parts of a command; each must stay below Kafka's record limit.
        if (Canonical.signedPart(command).length > MAXIMUM_OCTETS
                || command.getReason().length() > MAXIMUM_TEXT_CHARACTERS
                || command.getPrincipal().length() > MAXIMUM_TEXT_CHARACTERS) {
            return new Check.Refused("COMMAND_TOO_LARGE");
        }
        if (!command.getCommandId().equals(Canonical.commandId(command))) {
            return new Check.Refused("COMMAND_ID_WRONG");
        }
        return switch (signers.check(Canonical.signedPart(command), command.getSignature(), now)) {
            case TrustedSigners.Check.Refused refused -> new Check.Refused(refused.reason());
            case TrustedSigners.Check.Trusted ignored ->
                refusalOf(command, now).<Check>map(Check.Refused::new).orElseGet(() -> understood(command));
        };
    }

    /** A stop is always safe: whoever the console vouches for may stop, however long ago they logged in. */
    private Optional<String> refusalOf(CampaignCommand command, Instant now) {
        return switch (command.getAction()) {
            case PAUSE, ABORT -> nameRefusal(command.getPrincipal());
            case UNKNOWN, CREATE, MEMBERS, APPROVE, START, RESUME, RETRY ->
                personRefusal(command.getPrincipal(), command.getAuthenticatedAt(), now);
        };
    }

    private static Optional<String> nameRefusal(String principal) {
        return principal.isBlank() ? Optional.of("PRINCIPAL_MISSING") : Optional.empty();
    }

    /** Why name and time of authentication are not those of a person who may act now; empty when they are. */
    Optional<String> personRefusal(String principal, Instant authenticatedAt, Instant now) {
        return Authentications.refusal(principal, authenticatedAt, now, maximumAuthenticationAge);
    }

    /** The lift that is passed on must be of the same person and campaign; whoever reads it checks its signature. */
    private static boolean isLiftOf(CampaignCommand command) {
        Hold lift = command.getLift();
        return lift == null
                || (!lift.getActive()
                        && lift.getScope().equals(command.getCampaignId())
                        && lift.getPrincipal().equals(command.getPrincipal()));
    }

    private static Check understood(CampaignCommand command) {
        String id = command.getCommandId();
        String principal = command.getPrincipal();
        String reason = command.getReason();
        return switch (command.getAction()) {
            case UNKNOWN -> new Check.Refused("ACTION_UNKNOWN");
            case CREATE ->
                new Check.Accepted(new Command.Create(
                        id,
                        principal,
                        command.getName(),
                        command.getMemberCount(),
                        command.getChunkCount(),
                        command.getMembersDigest(),
                        FromContract.plan(command.getPlan())));
            case MEMBERS ->
                command.getMembers().stream().map(FromContract::member).allMatch(Objects::nonNull)
                        ? new Check.Accepted(new Command.Members(
                                id,
                                principal,
                                command.getChunkIndex(),
                                command.getMembers().size()))
                        : new Check.Refused("TARGET_MISSING");
            case APPROVE -> new Check.Accepted(new Command.Approve(id, principal, command.getMembersDigest()));
            case START -> new Check.Accepted(new Command.Start(id, principal));
            case PAUSE -> new Check.Accepted(new Command.Pause(id, principal, reason));
            case RESUME ->
                isLiftOf(command)
                        ? new Check.Accepted(new Command.Resume(id, principal, reason))
                        : new Check.Refused("LIFT_MALFORMED");
            case RETRY -> new Check.Accepted(new Command.Retry(id, principal, reason));
            case ABORT -> new Check.Accepted(new Command.Abort(id, principal, reason));
        };
    }
}
