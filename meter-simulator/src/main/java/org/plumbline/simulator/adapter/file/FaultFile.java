// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.SimulatorException;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** The fault script {@code faults.json}. */
public final class FaultFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Document(
            List<Entry> faults,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<HappeningEntry> happenings,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LinkEntry link) {}

    /**
     * Random faults on all links: probabilities, 0 where absent.
     *
     * @param delayMillis longest delay
     * @param trickleMillis time between two octets of a response that trickles
     */
    private record LinkEntry(
            long seed,
            double refuse,
            double dropBefore,
            double dropAfter,
            double delay,
            double truncate,
            double garbage,
            double reset,
            double trickle,
            long delayMillis,
            long trickleMillis) {
        LinkFaults.Settings settings() {
            return new LinkFaults.Settings(
                    seed,
                    refuse,
                    dropBefore,
                    dropAfter,
                    delay,
                    truncate,
                    garbage,
                    reset,
                    trickle,
                    Duration.ofMillis(delayMillis),
                    Duration.ofMillis(trickleMillis));
        }
    }

    /**
     * One fault as it stands in the file.
     *
     * @param on connection, request, next-request or write-step
     * @param step for write-step: a kind of the ledger's writes, e.g. PENDING_SET
     * @param nth counts from 1
     * @param action drop-after, drop-before, delay, truncate, garbage, reset, trickle, refuse or reboot
     * @param millis for delay, trickle (per octet) and reboot (offline time)
     * @param octets for truncate, garbage and reboot (octets still written)
     */
    private record Entry(
            String meterId, String on, @Nullable String step, int nth, String action, long millis, int octets) {}

    private FaultFile() {}

    /** Reads a script. */
    public static FaultScript read(Path file) {
        try {
            Document document = JSON.readValue(file.toFile(), Document.class);
            List<HappeningEntry> happenings = document.happenings() == null ? List.of() : document.happenings();
            return new FaultScript(
                    document.faults().stream().map(FaultFile::rule).toList(),
                    happenings.stream().map(HappeningEntry::scheduled).toList(),
                    document.link() == null
                            ? LinkFaults.Settings.none()
                            : document.link().settings());
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new SimulatorException("cannot read the fault script " + file + ": " + e.getMessage(), e);
        }
    }

    static void write(Path file, List<FaultRule> rules) {
        try {
            JSON.writerWithDefaultPrettyPrinter()
                    .writeValue(
                            file.toFile(),
                            new Document(rules.stream().map(FaultFile::entry).toList(), null, null));
        } catch (IOException e) {
            throw new SimulatorException("cannot write " + file, e);
        }
    }

    private static FaultRule rule(Entry entry) {
        FaultTrigger trigger = switch (entry.on()) {
            case "connection" -> new FaultTrigger.OnConnection(entry.nth());
            case "request" -> new FaultTrigger.OnRequest(entry.nth());
            case "next-request" -> new FaultTrigger.OnNextRequest();
            case "write-step" -> new FaultTrigger.OnWriteStep(step(entry), entry.nth());
            default -> throw new IllegalArgumentException("unknown trigger " + entry.on());
        };
        Duration time = Duration.ofMillis(entry.millis());
        FaultAction action = switch (entry.action()) {
            case "drop-after" -> new FaultAction.DropAfter();
            case "drop-before" -> new FaultAction.DropBefore();
            case "delay" -> new FaultAction.Delay(time);
            case "truncate" -> new FaultAction.Truncate(entry.octets());
            case "garbage" -> new FaultAction.Garbage(entry.octets());
            case "refuse" -> new FaultAction.Refuse();
            case "reset" -> new FaultAction.Reset();
            case "trickle" -> new FaultAction.Trickle(time);
            case "reboot" -> new FaultAction.Reboot(entry.octets(), time);
            default -> throw new IllegalArgumentException("unknown action " + entry.action());
        };
        return new FaultRule(entry.meterId(), trigger, action);
    }

    private static WriteKind step(Entry entry) {
        if (entry.step() == null) {
            throw new IllegalArgumentException("a write-step fault of " + entry.meterId() + " names no step");
        }
        return WriteKind.valueOf(entry.step().toUpperCase(Locale.ROOT));
    }

    private static Entry entry(FaultRule rule) {
        String id = rule.meterId();
        return switch (rule.trigger()) {
            case FaultTrigger.OnConnection(int nth) -> entry(id, "connection", null, nth, rule.action());
            case FaultTrigger.OnRequest(int nth) -> entry(id, "request", null, nth, rule.action());
            case FaultTrigger.OnNextRequest next -> entry(id, "next-request", null, 1, rule.action());
            case FaultTrigger.OnWriteStep(WriteKind step, int nth) ->
                entry(id, "write-step", step.name(), nth, rule.action());
        };
    }

    private static Entry entry(String id, String on, @Nullable String step, int nth, FaultAction action) {
        return switch (action) {
            case FaultAction.DropAfter drop -> new Entry(id, on, step, nth, "drop-after", 0, 0);
            case FaultAction.DropBefore drop -> new Entry(id, on, step, nth, "drop-before", 0, 0);
            case FaultAction.Delay(Duration by) -> new Entry(id, on, step, nth, "delay", by.toMillis(), 0);
            case FaultAction.Truncate(int octets) -> new Entry(id, on, step, nth, "truncate", 0, octets);
            case FaultAction.Garbage(int octets) -> new Entry(id, on, step, nth, "garbage", 0, octets);
            case FaultAction.Reset reset -> new Entry(id, on, step, nth, "reset", 0, 0);
            case FaultAction.Trickle(Duration perOctet) ->
                new Entry(id, on, step, nth, "trickle", perOctet.toMillis(), 0);
            case FaultAction.Refuse refuse -> new Entry(id, on, step, nth, "refuse", 0, 0);
            case FaultAction.Reboot(int octets, Duration offline) ->
                new Entry(id, on, step, nth, "reboot", offline.toMillis(), octets);
        };
    }
}
