// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.seeded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.plumbline.calibrator.app.SteppedCalibrator;
import org.plumbline.gateway.app.SteppedGateway;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.CorrectionPolicy;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.avro.VerificationState;
import org.plumbline.simulator.app.InMemoryLedger;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.app.SimulatorOptions;
import org.plumbline.simulator.app.SimulatorServer;
import org.plumbline.simulator.fault.FaultAction;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.FaultTrigger;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.port.TruthLedger;

/** Everything the real cases share: broker, registry, one simulator, and the gateways and calibrators of the moment. */
final class RealWorld implements AutoCloseable {

    private static final Instant FIELD_START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FIELD_NOW = FIELD_START.plusSeconds(1_800);
    private static final Duration LONGEST_SILENCE_OF_A_CLIENT = Duration.ofSeconds(5);

    final List<SteppedProcess> gateways = new ArrayList<>();
    final List<SteppedProcess> calibrators = new ArrayList<>();
    final RealTopics topics;
    final List<RealRun> runs = new ArrayList<>();
    private final Path directory;
    private final RealKeys keys;
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final SimulatorServer simulator;
    private final Map<String, RealRun> byId = new HashMap<>();
    private final Path fieldTime;
    private int started;

    RealWorld(Path directory, List<RealCase> cases) throws IOException, InterruptedException, ExecutionException {
        this.directory = directory;
        this.keys = RealKeys.create(directory);
        this.fieldTime = Files.writeString(directory.resolve("field-time"), FIELD_NOW.toString());
        this.topics = new RealTopics(directory);
        for (int i = 0; i < cases.size(); i++) {
            String meterId = "M-" + i;
            String address = "127.80." + (1 + i / 250) + "." + (1 + i % 250);
            MeterPlan plan =
                    MeterPlan.simple(meterId, address, cases.get(i).which().model(), FIELD_START);
            RealRun run = new RealRun(cases.get(i), plan, topics, keys.console());
            runs.add(run);
            byId.put(meterId, run);
            byId.put("c-" + meterId, run);
        }
        this.simulator = SimulatorServer.start(
                runs.stream().map(run -> run.plan).toList(),
                SimulatorOptions.of(new SettableFieldClock(FIELD_NOW), ledger)
                        .withInactivityTimeout(LONGEST_SILENCE_OF_A_CLIENT));
    }

    void startGateway() throws IOException {
        gateways.add(SteppedProcess.start(
                "gateway-" + ++started,
                directory,
                SteppedGateway.class,
                List.of(
                        topics.bootstrapServers(),
                        topics.registryUrl(),
                        RealTopics.PREFIX,
                        keys.trustedSigners().toString(),
                        FIELD_NOW.toString())));
    }

    void startCalibrator() throws IOException {
        String name = "calibrator-" + ++started;
        calibrators.add(SteppedProcess.start(
                name,
                directory,
                SteppedCalibrator.class,
                List.of(
                        topics.registryUrl(),
                        RealTopics.PREFIX,
                        "plumbline.kafka.bootstrap-servers=" + topics.bootstrapServers(),
                        "plumbline.schema-registry.url=" + topics.registryUrl(),
                        "plumbline.topic-prefix=" + RealTopics.PREFIX,
                        "plumbline.data-dir=" + directory.resolve(name),
                        "plumbline.calibrator.signing-key=" + keys.calibratorKey(),
                        "plumbline.calibrator.signing-key-id=calibrator",
                        "plumbline.calibrator.checkpoint-key=" + keys.auditorKey(),
                        "plumbline.calibrator.checkpoint-key-id=auditor",
                        "plumbline.calibrator.trusted-signers=" + keys.trustedSigners(),
                        "plumbline.field-time.file=" + fieldTime,
                        "plumbline.calibrator.tick=PT0.1S")));
    }

    /** The meter is made known, with a reference. */
    void register(RealRun run) {
        MeterPlan plan = run.plan;
        topics.send(
                Topics.REFERENCE_PROFILES,
                "ref-" + plan.meterId(),
                ReferenceProfile.newBuilder()
                        .setProfileId("ref-" + plan.meterId())
                        .setKind(ReferenceKind.PAIRED)
                        .setState(ProfileState.ACTIVE)
                        .setTestedMeterId(plan.meterId())
                        .build());
        topics.send(
                Topics.METERS,
                plan.meterId(),
                MeterRegistration.newBuilder()
                        .setMeterId(plan.meterId())
                        .setState(RegistrationState.ACTIVE)
                        .setHost(plan.address())
                        .setPort(simulator.port())
                        .setTransport(Transport.TCP_WRAPPER)
                        .setClientAddress(1)
                        .setPublicClientAddress(16)
                        .setServerAddress(1)
                        .setAuthentication(Authentication.HLS5_GMAC)
                        .setKeyReference(plan.meterId())
                        .setSerialNumber(plan.rating().serialNumber())
                        .setMeterModel(plan.model().modelName())
                        .setAccuracyClass("1")
                        .setCapturePeriodSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS)
                        .setPollPeriodSeconds(86_400)
                        .setRegisters(List.of("1.0.1.8.0.255"))
                        .setVerificationState(VerificationState.UNVERIFIED)
                        .setCorrectionPolicy(CorrectionPolicy.ADJUST_UNVERIFIED)
                        .setPolicyDocument("POLICY-1")
                        .setLimitPercent(1.0)
                        .setMaximumPermissibleErrorPercent(1.0)
                        .build());
    }

    /** The next request of the meter is struck. */
    void strike(RealRun run, FaultAction action) {
        simulator.addFault(new FaultRule(run.plan.meterId(), new FaultTrigger.OnNextRequest(), action));
    }

    /** Nobody speaks to the meter. */
    boolean isQuiet(RealRun run) {
        var connections = ledger.connectionsOf(run.plan.meterId());
        return !connections.isEmpty() && connections.getLast().event() == TruthLedger.ConnectionEvent.CLOSED;
    }

    /** Follows the topics until something holds. */
    void await(Duration atMost, Supplier<String> what, BooleanSupplier holds) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what.get());
            }
            topics.poll(this::take);
            runs.forEach(RealRun::step);
        }
    }

    private void take(ConsumerRecord<String, byte[]> seen) {
        String key = seen.key();
        int bar = key.indexOf('|');
        RealRun run = byId.get(bar < 0 ? key : key.substring(0, bar));
        if (run != null) {
            run.take(seen, FIELD_NOW);
        }
    }

    Ending ending(RealRun run, List<String> trace) {
        return run.ending(activeBlock(run), activations(run), trace);
    }

    String activeBlock(RealRun run) {
        return HexFormat.of().formatHex(simulator.meter(run.plan.meterId()).activeBlockBytes());
    }

    int activations(RealRun run) {
        return (int) ledger.writesOf(run.plan.meterId()).stream()
                .filter(write -> write.accepted() && write.kind() == TruthLedger.WriteKind.ACTIVATE)
                .count();
    }

    long changeCounter(RealRun run) {
        return simulator.meter(run.plan.meterId()).changeCounter();
    }

    List<TruthLedger.Counter> repeatedCounters(RealRun run) {
        return ledger.repeatedCountersOf(run.plan.meterId());
    }

    int mostAssociations(RealRun run) {
        return ledger.maximumAssociationsOf(run.plan.meterId());
    }

    @Override
    public void close() {
        gateways.forEach(SteppedProcess::close);
        calibrators.forEach(SteppedProcess::close);
        simulator.close();
        topics.close();
    }
}
