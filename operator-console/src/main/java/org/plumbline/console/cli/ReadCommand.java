// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.adapter.kafka.ReadDialogue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.avro.RegisterValue;
import org.plumbline.schema.model.CosemUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has one meter read out of turn. The gateway reads it; the request and its answer pass through the topics. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "Has the gateway read one meter now: registers, or with --from and --to rows of the load profile,",
            "or with --clock-sync its clock, set as far as the gateway's policy allows."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the meter was read", "1:refused, failed, or no answer in time", "2:wrong usage"})
final class ReadCommand implements Callable<Integer> {

    private static final Pattern OBIS = Pattern.compile("(\\d{1,3}\\.){5}\\d{1,3}");

    /** Form of the result. */
    enum Output {
        text,
        json,
        csv
    }

    private final Function<String, SchemaRegistryClient> registries;
    private final InstantSource wallTime;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "METER", description = "Meter id, as registered.")
    private String meterId = "";

    @Option(
            names = "--obis",
            paramLabel = "OBIS",
            description =
                    "Register to read, six groups as 1.0.1.8.0.255; may be repeated. Without it: those registered.")
    private List<String> registers = new ArrayList<>();

    @Option(names = "--from", paramLabel = "TIME", description = "First capture time, as 2026-01-05T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Last capture time.")
    private @Nullable Instant to;

    @Option(names = "--clock-sync", description = "Measure the clock and set it as far as the gateway's policy allows.")
    private boolean clockSync;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest wait; the request expires then, too (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.text;

    /** @param registries makes the client of a registry from its address */
    ReadCommand(Function<String, SchemaRegistryClient> registries, InstantSource wallTime) {
        this.registries = registries;
        this.wallTime = wallTime;
    }

    @Override
    public Integer call() {
        ReadRequest request = request();
        ReadDialogue dialogue =
                new ReadDialogue(topics.kafka(), registries.apply(topics.schemaRegistry()), topics.topicPrefix());
        ReadDialogue.Answer answer = dialogue.ask(request, Duration.ofSeconds(waitSeconds));
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case text -> printText(answer, out);
            case json -> out.println(json(request, answer));
            case csv -> printCsv(answer, out);
        }
        out.flush();
        if (!answer.done()) {
            spec.commandLine().getErr().println("plumbline: " + failure(answer));
        }
        return answer.done() ? 0 : 1;
    }

    private ReadRequest request() {
        if (waitSeconds < 1) {
            throw wrong("--wait must be at least 1 second");
        }
        for (String register : registers) {
            if (!OBIS.matcher(register).matches()) {
                throw wrong("--obis " + register + " is no OBIS code of six groups, e.g. 1.0.1.8.0.255");
            }
        }
        Instant now = wallTime.instant();
        return ReadRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setMeterId(meterId)
                .setKind(kind())
                .setRegisters(registers)
                .setFrom(from == null ? Instant.EPOCH : from)
                .setTo(to == null ? Instant.EPOCH : to)
                .setRequestedAt(now)
                .setExpiresAt(now.plusSeconds(waitSeconds))
                .setPrincipal(System.getProperty("user.name", ""))
                .build();
    }

    private ReadRequestKind kind() {
        boolean rows = from != null || to != null;
        if (clockSync ? rows || !registers.isEmpty() : rows && !registers.isEmpty()) {
            throw wrong("--obis, --from with --to, and --clock-sync exclude each other");
        }
        if (clockSync) {
            return ReadRequestKind.CLOCK_SYNC;
        }
        if (!rows) {
            return ReadRequestKind.REGISTERS;
        }
        if (from == null || to == null || to.isBefore(from)) {
            throw wrong("rows need both --from and --to, and --from must not be after --to");
        }
        return ReadRequestKind.PROFILE;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String failure(ReadDialogue.Answer answer) {
        ReadDialogue.Ending ending = answer.ending();
        return ending == null
                ? "no answer for meter " + meterId + " within " + waitSeconds
                        + " s; see whether a gateway runs and owns the meter. The request has expired."
                : ending.text();
    }

    private static void printText(ReadDialogue.Answer answer, PrintWriter out) {
        for (RegisterReading reading : answer.readings()) {
            out.printf("%s  status %02X%n", reading.getCaptureTime(), reading.getStatusBits());
            for (RegisterValue value : reading.getRegisters()) {
                out.printf(
                        "  %-20s %s%n", value.getObis(), (quantity(value).toPlainString() + " " + unit(value)).strip());
            }
        }
        answer.gaps().forEach(gap -> out.printf("no rows from %s to %s (%s)%n", gap.from(), gap.to(), gap.reason()));
        ReadDialogue.Ending ending = answer.ending();
        if (ending != null && answer.done()) {
            out.println(ending.text());
        }
    }

    private static void printCsv(ReadDialogue.Answer answer, PrintWriter out) {
        out.println("captureTime,status,obis,value,unit");
        for (RegisterReading reading : answer.readings()) {
            for (RegisterValue value : reading.getRegisters()) {
                out.printf(
                        "%s,%d,%s,%s,%s%n",
                        reading.getCaptureTime(),
                        reading.getStatusBits(),
                        value.getObis(),
                        quantity(value).toPlainString(),
                        unit(value));
            }
        }
    }

    private static String json(ReadRequest request, ReadDialogue.Answer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("meterId", request.getMeterId());
        fields.put("requestId", request.getRequestId());
        fields.put("done", answer.done());
        ReadDialogue.Ending ending = answer.ending();
        fields.put("text", ending == null ? "no answer in time" : ending.text());
        fields.put("evidence", ending == null ? Map.of() : ending.evidence());
        fields.put(
                "readings", answer.readings().stream().map(ReadCommand::fields).toList());
        fields.put(
                "gaps",
                answer.gaps().stream()
                        .map(gap -> Map.of("from", gap.from(), "to", gap.to(), "reason", gap.reason()))
                        .toList());
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> fields(RegisterReading reading) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("captureTime", reading.getCaptureTime().toString());
        fields.put("status", reading.getStatusBits());
        fields.put("calibrationEpoch", reading.getCalibrationEpoch());
        fields.put(
                "registers",
                reading.getRegisters().stream()
                        .map(value -> Map.of(
                                "obis", value.getObis(),
                                "raw", value.getRaw(),
                                "scaler", value.getScaler(),
                                "value", quantity(value).toPlainString(),
                                "unit", unit(value)))
                        .toList());
        return fields;
    }

    private static BigDecimal quantity(RegisterValue value) {
        return BigDecimal.valueOf(value.getRaw()).scaleByPowerOfTen(value.getScaler());
    }

    private static String unit(RegisterValue value) {
        return CosemUnit.symbol(value.getUnit());
    }
}
