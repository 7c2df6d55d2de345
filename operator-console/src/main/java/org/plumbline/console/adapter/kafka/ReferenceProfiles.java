// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.bench.BenchCertificate;
import org.plumbline.console.bench.LoadPoint;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.BenchPoint;
import org.plumbline.schema.avro.BenchResult;
import org.plumbline.schema.avro.ProfileState;
import org.plumbline.schema.avro.ReferenceKind;
import org.plumbline.schema.avro.ReferenceProfile;
import org.plumbline.schema.serde.RecordSerde;

/** Publishes reference profiles. */
public final class ReferenceProfiles {
    private static final int DEADLINE_MILLIS = 15_000;

    private final Map<String, Object> settings;
    private final String topic;
    private final RecordSerde<ReferenceProfile> serde;

    /** @param settings where the broker is and how to talk to it */
    public ReferenceProfiles(Map<String, Object> settings, SchemaRegistryClient registry, String topicPrefix) {
        this.settings = Map.copyOf(settings);
        this.topic = Topics.REFERENCE_PROFILES.prefixed(topicPrefix);
        this.serde = new RecordSerde<>(registry, ReferenceProfile.class);
    }

    /**
     * Publishes the certificate of a bench as the CERTIFICATE profile of its meter. Returns when the broker has it.
     *
     * @throws ConsoleException when it cannot be published
     */
    public void publish(BenchCertificate certificate) {
        ReferenceProfile profile = profile(certificate);
        Map<String, Object> producerSettings = new HashMap<>(settings);
        producerSettings.putAll(Map.of(
                "acks",
                "all",
                "max.block.ms",
                (long) DEADLINE_MILLIS / 2,
                "request.timeout.ms",
                DEADLINE_MILLIS / 2,
                "delivery.timeout.ms",
                DEADLINE_MILLIS));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(producerSettings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, profile.getProfileId(), serde.serialize(topic, profile)))
                    .get();
        } catch (ExecutionException | KafkaException failed) {
            throw new ConsoleException(
                    "the profile cannot be published on " + topic + ": " + failed.getMessage(), failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsoleException("interrupted while publishing", e);
        }
    }

    static ReferenceProfile profile(BenchCertificate certificate) {
        LoadPoint worst = certificate.worstAsLeft();
        return ReferenceProfile.newBuilder()
                .setProfileId(certificate.profileId())
                .setKind(ReferenceKind.CERTIFICATE)
                .setState(ProfileState.ACTIVE)
                .setTestedMeterId(certificate.meterId())
                .setCalibrationEpoch(certificate.calibrationEpoch())
                .setCertificateErrorPercent(worst.errorPercent().doubleValue())
                .setCertificateStandardUncertaintyPercent(
                        worst.expandedUncertaintyPercent().doubleValue()
                                / certificate.coverageFactor().doubleValue())
                .setCertificateTime(certificate.calibratedAt())
                .setCertificateReference(certificate.certificate())
                .setBench(new BenchResult(
                        certificate.laboratory(),
                        certificate.wattHoursPerPulse().doubleValue(),
                        certificate.coverageFactor().doubleValue(),
                        points(certificate.asFound()),
                        points(certificate.asLeft())))
                .build();
    }

    private static List<BenchPoint> points(List<LoadPoint> points) {
        return points.stream()
                .map(point -> new BenchPoint(
                        point.amperes().doubleValue(),
                        point.powerFactor(),
                        point.pulses(),
                        point.referenceWattHours().doubleValue(),
                        point.errorPercent().doubleValue(),
                        point.expandedUncertaintyPercent().doubleValue()))
                .toList();
    }
}
