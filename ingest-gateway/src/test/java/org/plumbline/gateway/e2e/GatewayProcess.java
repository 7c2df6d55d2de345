// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.gateway.adapter.kafka.KafkaSettings;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;
import org.plumbline.simulator.app.SettableFieldClock;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * A gateway in a process of its own, to be killed. Its field time is what was last written to its standard input; the end
 * of that input ends it in order.
 */
final class GatewayProcess {

    private GatewayProcess() {}

    /** Arguments: bootstrap servers, prefix, group, trusted signers, field time, meter ids. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        SettableFieldClock clock = new SettableFieldClock(Instant.parse(arguments[4]));
        Path signers = Path.of(arguments[3]);
        List<MeterPlan> plans = Arrays.stream(arguments)
                .skip(5)
                .map(meterId -> MeterPlan.simple(meterId, "127.0.0.1", MeterModel.PLB_ALPHA, TestBed.START))
                .toList();
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistration.registerAll(registry, arguments[1]); // the same order gives the same ids as in the test
        try (Gateway gateway = Gateway.start(
                TestBed.settings(
                        KafkaSettings.of(arguments[0], arguments[1], arguments[2])
                                .withSessionTimeout(Duration.ofSeconds(6)),
                        plans,
                        TrustedSigners.load(signers, TrustedSigners.Purpose.ORDERS),
                        TrustedSigners.load(signers, TrustedSigners.Purpose.COMMANDS),
                        clock),
                registry,
                TestBed.SILENT)) {
            BufferedReader instants = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String instant = instants.readLine(); instant != null; instant = instants.readLine()) {
                clock.set(Instant.parse(instant));
            }
        }
    }

    static Process start(TestBed bed) throws IOException {
        return start(bed, "gateway-process");
    }

    /** @param name of the log in the build's output */
    static Process start(TestBed bed, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayProcess.class.getName(),
                bed.bootstrapServers,
                bed.prefix,
                bed.kafkaSettings().groupId(),
                bed.keys.trustedSigners().toString(),
                bed.clock.now().toString()));
        bed.plans.forEach(plan -> command.add(plan.meterId()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", name + ".log").toFile())
                .start();
    }
}
