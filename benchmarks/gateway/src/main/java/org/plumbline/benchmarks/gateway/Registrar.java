// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.benchmarks.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.platform.LocalPlatform;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Authentication;
import org.plumbline.schema.avro.MeterRegistration;
import org.plumbline.schema.avro.RegistrationState;
import org.plumbline.schema.avro.Transport;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.simulator.meter.MeterPlan;

/** Registers meters, and says what is remembered of them. */
final class Registrar {

    private Registrar() {}

    /**
     * @param meterPort where the meters listen
     * @param remembered state of every meter
     */
    static void register(
            LocalPlatform platform, String prefix, List<MeterPlan> plans, int meterPort, MeterState remembered) {
        RecordSerde<MeterRegistration> serde =
                new RecordSerde<>(SchemaRegistration.client(platform.registryUrl()), MeterRegistration.class);
        byte[] state = MeterStateCodec.encode(remembered);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers(), "acks", "all", "linger.ms", 50),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (MeterPlan plan : plans) {
                String topic = Topics.METERS.prefixed(prefix);
                send(producer, Topics.GATEWAY_STATE, prefix, plan, state);
                byte[] registration = Objects.requireNonNull(serde.serialize(topic, registration(plan, meterPort)));
                send(producer, Topics.METERS, prefix, plan, registration);
            }
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, Topic topic, String prefix, MeterPlan plan, byte[] octets) {
        byte[] key = plan.meterId().getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(topic.prefixed(prefix), key, octets), (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("not registered: " + plan.meterId(), failure);
            }
        });
    }

    private static MeterRegistration registration(MeterPlan plan, int meterPort) {
        return MeterRegistration.newBuilder()
                .setMeterId(plan.meterId())
                .setState(RegistrationState.ACTIVE)
                .setHost(plan.address())
                .setPort(meterPort)
                .setTransport(Transport.TCP_WRAPPER)
                .setClientAddress(1)
                .setPublicClientAddress(16)
                .setServerAddress(1)
                .setAuthentication(Authentication.HLS5_GMAC)
                .setKeyReference(plan.meterId())
                .setSerialNumber(plan.rating().serialNumber())
                .setMeterModel(plan.model().name().replace('_', '-'))
                .setAccuracyClass("1")
                .setCapturePeriodSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS)
                .setPollPeriodSeconds(MeterPlan.CAPTURE_PERIOD_SECONDS)
                .setRegisters(List.of("1.0.1.8.0.255", "0.0.96.9.0.255"))
                .setNetworkSegment("bench-" + Math.floorMod(plan.meterId().hashCode(), 64))
                .build();
    }
}
