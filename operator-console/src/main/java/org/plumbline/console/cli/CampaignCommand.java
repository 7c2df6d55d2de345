// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Campaigns: plan, look, approve, run. */
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = "Campaigns: plan, look, approve, run. The author of a campaign cannot approve it.")
final class CampaignCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: list, show, create, approve, start, pause, resume, retry, abort");
    }

    static CommandLine commandLine() {
        return new CommandLine(new CampaignCommand())
                .addSubcommand(new ListCampaigns())
                .addSubcommand(new ShowCampaign())
                .addSubcommand(new CampaignCreateCommand())
                .addSubcommand(new CampaignVerb.Approve())
                .addSubcommand(new CampaignVerb.Start())
                .addSubcommand(new CampaignVerb.Pause())
                .addSubcommand(new CampaignVerb.Resume())
                .addSubcommand(new CampaignVerb.Retry())
                .addSubcommand(new CampaignVerb.Abort());
    }

    /** What all of these commands have in common. */
    abstract static class Base extends ConsoleCommand {
        @Override
        void printText(JsonNode campaign, PrintWriter out) {
            out.printf(
                    "%s  %s  \"%s\"%n", text(campaign, "campaignId"), text(campaign, "state"), text(campaign, "name"));
            out.printf("  why        %s%n", text(campaign, "stateReason"));
            out.printf("  author     %s%n", text(campaign, "author"));
            optional(out, "approver", text(campaign, "approver"));
            optional(out, "expires", text(campaign, "approvalExpiresAt"));
            optional(out, "deadline", text(campaign, "deadline"));
            out.printf("  digest     %s%n", text(campaign, "membersDigest"));
            if (campaign.path("held").asBoolean()) {
                out.printf("  held       no order leaves a gateway%n");
            }
            campaign.path("haltedModels")
                    .properties()
                    .forEach(halted -> out.printf(
                            "  stopped    %s: %s%n",
                            halted.getKey(), halted.getValue().asText()));
            for (JsonNode wave : campaign.path("waves")) {
                StringBuilder counts = new StringBuilder();
                wave.path("counts")
                        .forEach(count -> counts.append(' ')
                                .append(text(count, "state"))
                                .append(' ')
                                .append(count.path("members").asInt()));
                out.printf("  wave %-5d %s%s%n", wave.path("number").asInt(), text(wave, "state"), counts);
            }
        }
    }

    /** Lists campaigns. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists campaigns, one on a line: id, state, meters, name, why.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:refused, or no console there", "2:wrong usage"})
    static final class ListCampaigns extends Base {
        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                print(client.get("/api/campaigns"));
                return 0;
            }
        }

        @Override
        void printText(JsonNode found, PrintWriter out) {
            found.forEach(each -> out.printf(
                    "%-26s %-18s %6d  %s: %s%n",
                    text(each, "campaignId"),
                    text(each, "state"),
                    each.path("memberCount").asInt(),
                    text(each, "name"),
                    text(each, "stateReason")));
        }
    }

    /** Shows one campaign. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one campaign with its waves.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:shown", "1:no such campaign, or no console there", "2:wrong usage"})
    static final class ShowCampaign extends Base {
        @Parameters(paramLabel = "CAMPAIGN", description = "Campaign id.")
        private String campaignId = "";

        @Override
        public Integer call() throws InterruptedException {
            try (ConsoleClient client = console.client()) {
                print(client.get("/api/campaigns/" + ConsoleClient.part(campaignId)));
                return 0;
            }
        }
    }
}
