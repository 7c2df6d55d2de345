// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Creates a campaign from named cases or a selection, or says what it would be. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Creates a campaign from cases by name (--case) or from all open cases that fit (--model, --district, "
                    + "--jurisdiction, --minimum-error), or puts the last proven coefficients back into meters whose "
                    + "memory failed (--restore). Another person has to approve it.",
            "With --dry-run nothing is sent: it says which meters are in and out, why, and what becomes of the fleet's errors."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:created, or shown", "1:refused, or no console there", "2:wrong usage"})
final class CampaignCreateCommand extends ConsoleCommand {

    @Option(names = "--name", paramLabel = "TEXT", required = true, description = "Name of the campaign.")
    private String name = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in your words; it goes into the audit.")
    private String reason = "";

    @Option(names = "--case", paramLabel = "CASE", description = "Case id: meter|kind|number; may be repeated.")
    private List<String> caseIds = new ArrayList<>();

    @Option(
            names = "--restore",
            paramLabel = "METER",
            description = "Meter whose coefficient block its memory broke (ERR-02); may be repeated.")
    private List<String> restored = new ArrayList<>();

    @Option(names = "--all", description = "All open cases that fit the other options.")
    private boolean all;

    @Option(names = "--model", paramLabel = "MODEL", description = "Only meters of this model.")
    private String meterModel = "";

    @Option(names = "--district", paramLabel = "DISTRICT", description = "Only meters of this district.")
    private String district = "";

    @Option(names = "--jurisdiction", paramLabel = "CODE", description = "Only meters of this jurisdiction.")
    private String jurisdiction = "";

    @Option(
            names = "--minimum-error",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Only errors of at least this size (default: ${DEFAULT-VALUE}).")
    private double minimumErrorPercent;

    @Option(
            names = "--waves",
            paramLabel = "METERS",
            split = ",",
            description = "Meters per wave, e.g. 1,10; the rest is one more wave. Without it: one wave.")
    private List<Integer> waveSizes = new ArrayList<>();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "JSON with what of the plan is not to be the careful value; see docs/campaigns.md.")
    private @Nullable Path plan;

    @Option(names = "--dry-run", description = "Send nothing; say what it would be.")
    private boolean dryRun;

    @Override
    public Integer call() throws InterruptedException {
        boolean selects = all
                || !meterModel.isEmpty()
                || !district.isEmpty()
                || !jurisdiction.isEmpty()
                || minimumErrorPercent > 0;
        if ((selects ? 1 : 0) + (caseIds.isEmpty() ? 0 : 1) + (restored.isEmpty() ? 0 : 1) != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name cases with --case, or select them with --all or what they must fit, or name meters with"
                            + " --restore");
        }
        try (ConsoleClient client = console.client()) {
            print(client.post(dryRun ? "/api/campaigns/dry-run" : "/api/campaigns", body(selects)));
            return 0;
        }
    }

    private ObjectNode body(boolean selects) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode body = json.createObjectNode().put("name", name).put("reason", reason);
        waveSizes.forEach(body.putArray("waveSizes")::add);
        if (selects) {
            body.putObject("selection")
                    .put("meterModel", meterModel)
                    .put("district", district)
                    .put("jurisdiction", jurisdiction)
                    .put("minimumErrorPercent", minimumErrorPercent);
        } else if (restored.isEmpty()) {
            caseIds.forEach(body.putArray("caseIds")::add);
        } else {
            restored.forEach(body.putArray("restoreMeterIds")::add);
        }
        if (plan != null) {
            try {
                body.set("plan", json.readTree(plan.toFile()));
            } catch (IOException e) {
                throw new ConsoleException("the plan " + plan + " cannot be read: " + e.getMessage(), e);
            }
        }
        return body;
    }

    @Override
    void printText(JsonNode answer, PrintWriter out) {
        if (!dryRun) {
            out.printf(
                    "%s  %d meters, digest %s%n",
                    text(answer, "campaignId"), answer.path("memberCount").asInt(), text(answer, "membersDigest"));
            out.printf("  another person has to approve it%n");
            return;
        }
        out.printf("%d meters, by wave %s%n", answer.path("members").size(), answer.path("membersByWave"));
        for (JsonNode choice : answer.path("choices")) {
            out.printf(
                    "  %-3s %-30s %s%n",
                    choice.path("taken").asBoolean() ? "in" : "out", text(choice, "caseId"), text(choice, "reason"));
        }
        distribution(out, "now", answer.path("prediction").path("before"));
        distribution(out, "then", answer.path("prediction").path("after"));
        for (JsonNode worse : answer.path("prediction").path("worse")) {
            out.printf("  worse %s: its error would grow%n", worse.asText());
        }
    }

    private static void distribution(PrintWriter out, String when, JsonNode errors) {
        out.printf(
                Locale.ROOT,
                "  %-4s mean %+.3f %%, standard deviation %.3f %%, mean size %.3f %%, 95 %% within %.3f %%, "
                        + "%d of %d meters beyond their limit%n",
                when,
                errors.path("meanPercent").asDouble(),
                errors.path("standardDeviationPercent").asDouble(),
                errors.path("meanSizePercent").asDouble(),
                errors.path("highSizePercent").asDouble(),
                errors.path("beyondLimit").asInt(),
                errors.path("meters").asInt());
    }
}
