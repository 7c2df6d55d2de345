// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.plumbline.console.adapter.kafka.WholeTopic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.SurveillanceDay;
import org.plumbline.schema.serde.RecordSerde;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the surveillance of double-metered points found. */
@Command(
        name = "surveillance",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what the surveillance of double-metered points found, day by day: the divergences e1 and e2,",
            "what exceeds the rule, and until when a meter has to be tested or repaired."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no finding is open",
            "1:a finding is open, a point is refused, or the topic could not be read",
            "2:wrong usage"
        })
final class SurveillanceCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 731;

    private final Function<String, SchemaRegistryClient> registries;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Parameters(
            paramLabel = "METER",
            arity = "0..1",
            defaultValue = "",
            description = "Meter under test of one point; without it all points are shown.")
    private String meterId = "";

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "The newest N analysed days of each point, 1..731 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Mixin
    private ReadingDeadline deadline = new ReadingDeadline();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    SurveillanceCommand(Function<String, SchemaRegistryClient> registries) {
        this.registries = registries;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days must be in 1..731");
        }
        Duration longest = deadline.get();
        SurveillanceReport report = new SurveillanceReport(meterId, days);
        new WholeTopic<>(
                        topics.kafka(),
                        new RecordSerde<>(registries.apply(topics.schemaRegistry()), SurveillanceDay.class),
                        Topics.SURVEILLANCE.prefixed(topics.topicPrefix()),
                        longest)
                .read(report);
        PrintWriter out = spec.commandLine().getOut();
        List<SurveillanceReport.Line> lines = report.lines();
        switch (output) {
            case text -> {
                lines.forEach(line -> out.println(SurveillanceReport.text(line)));
                if (lines.isEmpty()) {
                    out.println("nothing was analysed; name surveillance in a reference profile");
                }
            }
            case json -> out.println(json(lines));
        }
        out.flush();
        return report.hasSomethingToDo() ? 1 : 0;
    }

    private static String json(List<SurveillanceReport.Line> lines) {
        try {
            return new ObjectMapper().writeValueAsString(Map.of("days", lines));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
