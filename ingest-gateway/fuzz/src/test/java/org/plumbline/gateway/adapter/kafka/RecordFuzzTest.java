// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.plumbline.gateway.dlms.MeterEndpoint;
import org.plumbline.gateway.dlms.MeterTarget;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.dlms.SecurityContext;
import org.plumbline.gateway.fleet.Admission;
import org.plumbline.gateway.fleet.AdmissionRules;
import org.plumbline.gateway.fuzz.Bounds;
import org.plumbline.gateway.fuzz.KeptInputs;
import org.plumbline.gateway.holds.HoldDecision;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.gateway.orders.OrderDecision;
import org.plumbline.gateway.orders.OrderRules;
import org.plumbline.gateway.orders.ReceivedOrder;
import org.plumbline.gateway.pacing.PacingSettings;
import org.plumbline.gateway.requests.ReceivedRequest;
import org.plumbline.gateway.requests.RequestDecision;
import org.plumbline.gateway.requests.RequestRules;
import org.plumbline.gateway.state.MeterState;
import org.plumbline.gateway.state.MeterStateCodec;
import org.plumbline.gateway.state.OrderJournal;
import org.plumbline.gateway.state.RequestJournal;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.hold.HoldState;
import org.plumbline.schema.model.MeterModels;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;
import org.plumbline.schema.signing.TrustedSigners;

/** Records of the topics that the gateway reads, behind a header that names the right schema, and what is made of them. */
public class RecordFuzzTest {

    private static final String PREFIX = "fuzz.";
    private static final String METER = "M-1";
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final SchemaRegistryClient REGISTRY = registry();
    private static final TrustedSigners NOBODY = nobody();
    private static final RecordReader READER = new RecordReader(REGISTRY, NOBODY, () -> NOW);
    private static final AdmissionRules ADMISSIONS =
            new AdmissionRules(reference -> Optional.of(new SecurityContext(new byte[8], new byte[16], new byte[16])));

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyRegistrationIsJudgedOrPoison(byte[] content) {
        judged(Topics.METERS, content, record -> ADMISSIONS.judge(READER.registration(record)));
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyOrderIsJudgedOrPoison(byte[] content) {
        judged(Topics.CALIBRATION_ORDERS, content, record -> {
            ReceivedOrder order = READER.order(record);
            assertInstanceOf(OrderDecision.Refuse.class, decision(order, OrderJournal.EMPTY), "nobody signed it");
            return decision(signed(order), OrderJournal.EMPTY);
        });
    }

    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void anyRequestIsJudgedAndNotedOrPoison(byte[] content) {
        judged(Topics.READ_REQUESTS, content, record -> {
            ReceivedRequest request = READER.request(record);
            RequestJournal none = RequestJournal.EMPTY;
            RequestDecision decision = RequestRules.decide(request, admitted(""), none, NOW);
            MeterState noted = MeterState.INITIAL.withRequests(none.answer(request.requestId(), request.expiresAt()));
            assertEquals(noted, MeterStateCodec.decode(MeterStateCodec.encode(noted)));
            assertInstanceOf(
                    RequestDecision.Answered.class,
                    RequestRules.decide(request, admitted(""), noted.requests(), NOW),
                    "answered once");
            return decision;
        });
    }

    /** Whatever comes, a stop stays, for nobody is trusted to lift it; and what cannot be read is a stop. */
    @ArgumentsSource(KeptInputs.class)
    @FuzzTest(maxDuration = "0s")
    void noHoldLiftsAStopAndAnUnreadableOneIsAStop(byte[] content) {
        HoldsView view = new HoldsView(() -> 0);
        view.completeAsOf(0);
        HoldsReader reader = new HoldsReader(KafkaSettings.of("none", PREFIX, "none"), REGISTRY, NOBODY, view, () -> 0);
        ConsumerRecord<byte[], byte[]> record = record(Topics.HOLDS, content);
        boolean stops = Bounds.hold(content.length, SerializationException.class, () -> stops(record))
                .orElse(true);
        reader.applyStop(record);
        assertEquals(stops, view.decide(METER) instanceof HoldDecision.Held);
        view.apply("*", new HoldState.News.Stop("stop-1", "emergency", NOW));
        reader.applyLift(record);
        assertInstanceOf(HoldDecision.Held.class, view.decide(METER));
    }

    private static boolean stops(ConsumerRecord<byte[], byte[]> record) {
        return new RecordSerde<>(REGISTRY, Hold.class)
                .deserialize(record.topic(), record.value())
                .getActive();
    }

    private static OrderDecision decision(ReceivedOrder order, OrderJournal journal) {
        ReceivedOrder.Target target = order.target();
        return OrderRules.decide(order, admitted(target == null ? "" : target.meterModel()), journal, NOW);
    }

    private static ReceivedOrder signed(ReceivedOrder order) {
        return new ReceivedOrder(
                METER,
                order.orderId(),
                order.orderId(),
                order.digest(),
                null,
                METER,
                order.sequence(),
                order.campaignId(),
                order.caseId(),
                order.target(),
                order.expiresAt());
    }

    private static Admission admitted(String model) {
        return new Admission.Admitted(
                new MeterTarget(
                        METER,
                        new MeterEndpoint("127.0.0.1", 4059, 1, 16, 1),
                        null,
                        null,
                        new SecurityContext(new byte[8], new byte[16], new byte[16])),
                MeterModels.named(model).orElse(null),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Set.of(),
                Octets.empty(),
                PacingSettings.UNASSIGNED);
    }

    /** A refusal must be the record's own: one that is blamed on the registry is read again for ever. */
    private static void judged(Topic topic, byte[] content, Function<ConsumerRecord<byte[], byte[]>, Object> judge) {
        ConsumerRecord<byte[], byte[]> record = record(topic, content);
        Bounds.hold(record.value().length, SerializationException.class, () -> {
            try {
                return String.valueOf(judge.apply(record));
            } catch (SerializationException poison) {
                RecordReader.requirePoison(poison);
                throw poison;
            }
        });
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic topic, byte[] content) {
        String name = topic.prefixed(PREFIX);
        byte[] value = ByteBuffer.allocate(5 + content.length)
                .put((byte) 0)
                .putInt(idOf(name))
                .put(content)
                .array();
        return new ConsumerRecord<>(name, 0, 0, METER.getBytes(StandardCharsets.UTF_8), value);
    }

    private static int idOf(String topic) {
        try {
            return REGISTRY.getLatestSchemaMetadata(topic + "-value").getId();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SchemaRegistryClient registry() {
        try {
            SchemaRegistryClient registry = new MockSchemaRegistryClient();
            SchemaRegistration.registerAll(registry, PREFIX);
            return registry;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TrustedSigners nobody() {
        try {
            Path none = Files.writeString(Files.createTempFile("signers", ".json"), "[]");
            none.toFile().deleteOnExit();
            return TrustedSigners.load(none, TrustedSigners.Purpose.ORDERS);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
