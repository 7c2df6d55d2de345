// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.app.Gateway;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The read path against Kafka in a container; skipped where there is no Docker engine. */
class ReadPathContainerIT {

    /** Any image that holds Apache Kafka's native start scripts. */
    private static final String IMAGE = System.getProperty("plumbline.test.kafka-image", "apache/kafka:4.3.1");

    @Test
    void everyRowOfTheMetersIsPublishedOnce() throws Exception {
        Assumptions.assumeTrue(
                dockerAnswers(), "no Docker engine answers; the read path runs against the embedded broker only");
        DockerImageName image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka");
        List<MeterPlan> plans = List.of(
                MeterPlan.simple("D-A", "127.53.0.1", MeterModel.PLB_ALPHA, TestBed.START),
                MeterPlan.simple("D-B", "127.53.0.2", MeterModel.PLB_BETA, TestBed.START));
        try (KafkaContainer kafka = new KafkaContainer(image)) {
            kafka.start();
            try (TestBed bed = new TestBed(kafka.getBootstrapServers(), TestBed.START.plus(Duration.ofDays(2)), plans);
                    Gateway gateway = bed.startGateway()) {
                bed.registerAll();
                PollingIT.awaitAllRows(bed);
                assertTrue(gateway.alive());
            }
        }
    }

    private static boolean dockerAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException noEngine) {
            return false;
        }
    }
}
