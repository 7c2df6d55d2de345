// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.plumbline.schema.avro.MemberState;
import org.plumbline.simulator.meter.MeterModel;

/** What the run came to, as the page of its figures. */
final class Figures {
    private static final int TOPICS_NAMED = 8;

    private final CampaignRun run;
    private final CampaignRun.Course course;
    private final Judgement judged;
    private final List<String> lines = new ArrayList<>();

    Figures(CampaignRun run, CampaignRun.Course course, Judgement judged) {
        this.run = run;
        this.course = course;
        this.judged = judged;
    }

    String page(long seed, List<String> faults) {
        line("# Campaign run");
        line("");
        line("A gateway, an analyzer, a calibrator and a console, each a process of its own on a real broker and"
                + " registry, and");
        line("simulated meters behind real sockets. Every reading, the history too, is read over DLMS from the"
                + " meters, which count");
        line("with the coefficients that are really in them. Two people at the console make, approve, start and"
                + " resume one");
        line("campaign of a canary wave and the rest. Judged by the meters' own truth, change counters and memories.");
        line("");
        line("Command: `./plumbline test --full` runs it with the others; alone:");
        line("`mvn -pl seeded-runs -am verify -Dexcluded.test.groups= -Dtest=CampaignRunIT"
                + " -Dsurefire.failIfNoSpecifiedTests=false`");
        line(
                "(`-Dplumbline.seed=N`, `-Dplumbline.meters=N`; of fewer than a thousand meters the defective canaries alone exceed W1).");
        line("");
        line("Groups of forty meters carry the load of one class 0.2S reference. Rows are hourly, the longest"
                + " period of which a day");
        line("has the 25 levels that the estimate wants; 16 days of history, 15 until the canary is disproven, 8"
                + " until the rest");
        line("is proven. The firmware of PLB-BETA takes a changed gain as its reciprocal: each of its corrections"
                + " doubles the error.");
        line("");
        conditions(seed, faults);
        distribution();
        ends();
        cost();
        return String.join("\n", lines) + "\n";
    }

    private void conditions(long seed, List<String> faults) {
        long written = judged.count(MeterTruth::isWritten);
        long worse = judged.count(MeterTruth::wasMadeWorse);
        line("| what | number |");
        line("|---|---|");
        row("seed", Long.toString(seed));
        row(
                "meters, of them PLB-ALPHA, PLB-BETA (defective), PLB-GAMMA",
                "%,d: %,d, %,d, %,d",
                judged.meters.size(),
                run.fleet.count(MeterModel.PLB_ALPHA),
                run.fleet.count(MeterModel.PLB_BETA),
                run.fleet.count(MeterModel.PLB_GAMMA));
        row(
                "meters over faulty links; that refuse; that reboot in mid-write",
                "%,d; %,d; %,d",
                members(meter -> run.fleet.isOverAFaultyLink(meter.meterId())),
                members(meter -> run.fleet.isRefusing(meter.meterId())),
                members(meter -> run.fleet.isRebooting(meter.meterId())));
        row(
                "open cases with a proposal, taken; of them in the canary wave",
                "%,d; %,d",
                judged.count(meter -> meter.member() != null),
                judged.count(meter -> meter.member() != null && meter.member().getWave() == CampaignRun.CANARY_WAVE));
        row("meters written", "%,d", written);
        row(
                "W1: writes that made the error larger (at most 1 %%), all of the defective model's canaries",
                "%,d = %.2f %%", worse, 100.0 * worse / written);
        row(
                "W1: of the sound models",
                "%,d",
                judged.count(meter -> !Judgement.isDefective(meter) && meter.wasMadeWorse()));
        row(
                "W1: meters pushed beyond the class limit at the end; for the days until the roll-back",
                "%,d; %,d",
                judged.count(MeterTruth::endsPushedBeyondTheLimit),
                judged.count(MeterTruth::wasPushedBeyondTheLimit));
        row(
                "W2: meters whose coefficients were changed more than once, roll-backs apart",
                "%,d",
                judged.count(meter -> meter.changes() > (meter.isIn(MemberState.ROLLED_BACK) ? 2 : 1)));
        row(
                "W2: corrected meters for which K is now exactly 1",
                "%,d of %,d",
                judged.count(meter -> meter.isIn(MemberState.CORRECTED)
                        && Double.valueOf(1.0)
                                .equals(run.watch()
                                        .estimates()
                                        .get(meter.meterId())
                                        .getCorrectionFactor())),
                judged.count(meter -> meter.isIn(MemberState.CORRECTED)));
        row(
                "meter models halted",
                run.watch().campaign(course.campaignId()).getHaltedModels().stream()
                        .map(halted -> halted.getName() + " (" + halted.getText() + ")")
                        .collect(Collectors.joining(", ")));
        row(
                "meters of it written after the canary",
                "%,d",
                judged.count(meter -> Judgement.isDefective(meter)
                        && meter.isWritten()
                        && meter.member().getWave() != CampaignRun.CANARY_WAVE));
        row(
                "audit entries, all chained; dead letters",
                "%,d; %,d",
                run.watch().auditEntries(),
                run.watch().deadLetters());
        row(
                "minutes, on %d cores".formatted(Runtime.getRuntime().availableProcessors()),
                "%.0f",
                run.progress.seconds() / 60);
        row(
                "load average of the last of them",
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        row("conditions not met", faults.isEmpty() ? "none" : String.join("; ", faults));
    }

    private long members(Predicate<MeterTruth> which) {
        return judged.count(which);
    }

    private void distribution() {
        line("");
        line("## The fleet's errors");
        line("");
        line("True errors of the energy in percent, before the campaign and under the coefficients in force at its"
                + " end.");
        line("");
        line("| meters | when | number | mean | standard deviation | RMS | 95 % of the sizes | largest | beyond 0.5"
                + " % | beyond 1 % |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        distribution("whole fleet", meter -> true);
        distribution("sound models", meter -> !Judgement.isDefective(meter));
        distribution("PLB-BETA, defective", Judgement::isDefective);
        distribution("corrected", meter -> meter.isIn(MemberState.CORRECTED));
    }

    private void distribution(String name, Predicate<MeterTruth> which) {
        line("| " + name + " | before | "
                + Distribution.of(judged.meters.stream().filter(which).mapToDouble(MeterTruth::before))
                        .row() + " |");
        line("| | after | "
                + Distribution.of(judged.meters.stream().filter(which).mapToDouble(MeterTruth::after))
                        .row() + " |");
    }

    private void ends() {
        line("");
        line("## How the members ended");
        line("");
        line("| members | ends |");
        line("|---|---|");
        ends("without a fault", meter -> !run.fleet.isFaulty(meter.meterId()) && !Judgement.isDefective(meter));
        ends("of the defective model", Judgement::isDefective);
        ends(
                "over a faulty link",
                meter -> run.fleet.isOverAFaultyLink(meter.meterId()) && !Judgement.isDefective(meter));
        ends("refusing", meter -> run.fleet.isRefusing(meter.meterId()));
        ends(
                "rebooting in mid-write",
                meter -> run.fleet.isRebooting(meter.meterId()) && !Judgement.isDefective(meter));
    }

    private void ends(String name, Predicate<MeterTruth> which) {
        Map<MemberState, Long> states = judged.meters.stream()
                .filter(meter -> meter.member() != null)
                .filter(which)
                .collect(
                        Collectors.groupingBy(meter -> meter.member().getState(), TreeMap::new, Collectors.counting()));
        line("| " + name + " | "
                + states.entrySet().stream()
                        .map(state -> String.format(Locale.ROOT, "%s %,d", state.getKey(), state.getValue()))
                        .collect(Collectors.joining(", "))
                + " |");
    }

    /** The second wave, while field time stood still and nothing else was done. */
    private void cost() {
        Usage used = course.restWrites();
        long writes = judged.count(meter -> meter.isWritten() && meter.member().getWave() == CampaignRun.REST_WAVE);
        line("");
        line("## What a write costs");
        line("");
        line("The second wave alone: from RESUME until no member waits for its write. Nothing else goes on meanwhile.");
        line("");
        line("| per write | |");
        line("|---|---|");
        row("writes, in seconds", "%,d, %.1f", writes, used.seconds());
        row("writes per second", "%.1f", writes / used.seconds());
        row(
                "DLMS requests under a key, connections",
                "%.1f, %.2f",
                (double) used.frames() / writes,
                (double) used.connections() / writes);
        used.cpuSeconds()
                .forEach((process, seconds) -> row("CPU of " + process + ", ms", "%.2f", 1e3 * seconds / writes));
        row("Kafka records, transaction markers included", "%.1f", (double) Usage.sum(used.records()) / writes);
        row("Kafka octets on disk", "%,.0f", (double) Usage.sum(used.octets()) / writes);
        used.octets().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(TOPICS_NAMED)
                .forEach(topic -> row("of them on " + topic.getKey(), "%,.0f", (double) topic.getValue() / writes));
        line("");
        line("## The whole run");
        line("");
        line("| what | number |");
        line("|---|---|");
        row("readings", "%,d", course.whole().records().getOrDefault("plumbline.readings.v1", 0L));
        row("DLMS requests under a key", "%,d", course.whole().frames());
        course.whole().cpuSeconds().forEach((process, seconds) -> row("CPU of " + process + ", s", "%.0f", seconds));
        row("Kafka octets on disk", "%,d", Usage.sum(course.whole().octets()));
    }

    private void row(String what, String format, Object... values) {
        line("| " + what.replace("%%", "%") + " | " + String.format(Locale.ROOT, format, values) + " |");
    }

    private void row(String what, String value) {
        line("| " + what + " | " + value + " |");
    }

    private void line(String line) {
        lines.add(line);
    }
}
