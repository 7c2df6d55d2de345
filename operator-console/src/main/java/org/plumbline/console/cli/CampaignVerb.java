// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person asks of a campaign. The calibrator decides; the command waits until the campaign tells how. */
@Command(
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, as the campaign shows", "1:refused, or not done in time", "2:wrong usage"})
abstract class CampaignVerb extends CampaignCommand.Base {

    @Parameters(paramLabel = "CAMPAIGN", description = "Campaign id.")
    private String campaignId = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in your words; it goes into the audit.")
    private String reason = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Longest wait for the effect (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    private final String verb;
    private final Set<String> states;

    /**
     * @param verb last part of the path
     * @param states any of which shows the effect
     */
    CampaignVerb(String verb, Set<String> states) {
        this.verb = verb;
        this.states = states;
    }

    /** What is sent besides the reason. */
    Map<String, String> more() {
        return Map.of();
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> body = new HashMap<>(more());
        body.put("reason", reason);
        Predicate<JsonNode> done = now -> states.contains(text(now, "state"));
        return ask(
                "/api/campaigns/" + ConsoleClient.part(campaignId),
                verb,
                body,
                before -> done,
                waitSeconds,
                "calibrator");
    }

    /** Consents as the second person. */
    @Command(
            name = "approve",
            description = "Consents, as the second person, to exactly the plan and members of a digest.")
    static final class Approve extends CampaignVerb {
        @Option(
                names = "--digest",
                paramLabel = "SHA256",
                required = true,
                description = "Digest of what you looked at, as 'campaign show' prints it.")
        private String digest = "";

        Approve() {
            super("approve", Set.of("APPROVED"));
        }

        @Override
        Map<String, String> more() {
            return Map.of("membersDigest", digest);
        }
    }

    /** Begins with the first wave. */
    @Command(name = "start", description = "Begins with the first wave.")
    static final class Start extends CampaignVerb {
        Start() {
            super("start", Set.of("RUNNING", "PAUSED", "COMPLETED"));
        }
    }

    /** Stops for now. */
    @Command(name = "pause", description = "Stops new orders and holds those that are out.")
    static final class Pause extends CampaignVerb {
        Pause() {
            super("pause", Set.of("PAUSED"));
        }
    }

    /** Goes on. */
    @Command(name = "resume", description = "Goes on; accepts the failures so far and lifts the campaign's hold.")
    static final class Resume extends CampaignVerb {
        Resume() {
            super("resume", Set.of("RUNNING", "COMPLETED"));
        }
    }

    /** Tries unreached members again. */
    @Command(
            name = "retry",
            description = "Lets members not reached, or not in time, go again once the campaign is approved anew.")
    static final class Retry extends CampaignVerb {
        Retry() {
            super("retry", Set.of("AWAITING_APPROVAL"));
        }
    }

    /** Ends it. */
    @Command(name = "abort", description = "Ends a campaign; an order that is out and a proof run to their end.")
    static final class Abort extends CampaignVerb {
        Abort() {
            super("abort", Set.of("ABORTED"));
        }
    }
}
