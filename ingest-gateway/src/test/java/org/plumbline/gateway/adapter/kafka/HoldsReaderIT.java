// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.e2e.SharedBroker;
import org.plumbline.gateway.e2e.SignedOrders;
import org.plumbline.gateway.e2e.TestKeys;
import org.plumbline.gateway.holds.HoldDecision;
import org.plumbline.gateway.holds.HoldsView;
import org.plumbline.schema.Topics;
import org.plumbline.schema.avro.Hold;
import org.plumbline.schema.serde.RecordSerde;
import org.plumbline.schema.serde.SchemaRegistration;

/** Stops and lifts on a real broker, among transactions of others. */
class HoldsReaderIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String prefix = "h" + UUID.randomUUID().toString().substring(0, 8) + ".";
    private final String topic = Topics.HOLDS.prefixed(prefix);
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final TestKeys keys = TestKeys.create();
    private final HoldsView view = new HoldsView(System::nanoTime);
    private final Map<String, Hold> newestStop = new HashMap<>();
    private HoldsReader reader;
    private KafkaProducer<byte[], byte[]> plain;
    private KafkaProducer<byte[], byte[]> transactional;

    @BeforeEach
    void start() throws Exception {
        SchemaRegistration.registerAll(registry, prefix);
        try (Admin admin = Admin.create(brokers())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        plain = new KafkaProducer<>(brokers(), new ByteArraySerializer(), new ByteArraySerializer());
        Map<String, Object> settings = new HashMap<>(brokers());
        settings.put("transactional.id", prefix + "test");
        transactional = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        transactional.initTransactions();
        startReader();
    }

    private void startReader() {
        view.restart();
        reader = new HoldsReader(
                KafkaSettings.of(SharedBroker.bootstrapServers(), prefix, "g"),
                registry,
                keys.commandSigners(),
                view,
                System::nanoTime);
        reader.start();
        await().atMost(DEADLINE).until(view::fresh);
    }

    @AfterEach
    void stop() {
        reader.close();
        plain.close();
        transactional.close(Duration.ZERO);
    }

    @Test
    void anOpenTransactionHidesNoStopAndItsLiftCountsOnlyOnceCommitted() throws Exception {
        send(plain, stop("c"));
        awaitHeld("c");
        transactional.beginTransaction();
        send(transactional, lift("c"));
        send(plain, stop("d"));
        awaitHeld("d");
        assertTrue(held("c"), "a lift that may yet be aborted has lifted");

        transactional.commitTransaction();
        awaitFree("c");
        assertTrue(held("d"));
    }

    @Test
    void anAbortedStopStillStopsAndAnAbortedLiftLiftsNothing() throws Exception {
        transactional.beginTransaction();
        send(transactional, stop("c"));
        awaitHeld("c");
        transactional.abortTransaction();
        transactional.beginTransaction();
        send(transactional, lift("c"));
        transactional.abortTransaction();
        send(plain, stop("mark"));
        awaitHeld("mark");
        send(plain, lift("mark"));
        awaitFree("mark"); // the lifts up to here have been read
        assertTrue(held("c"));

        send(plain, lift("c"));
        awaitFree("c");
    }

    @Test
    void aLiftCommittedLateLiftsNoStopThatStandsAfterIt() throws Exception {
        Hold again = stop("c");
        send(plain, stop("c"));
        awaitHeld("c");
        transactional.beginTransaction();
        send(transactional, lift("c"));
        send(plain, again);
        send(plain, stop("mark"));
        awaitHeld("mark");
        transactional.commitTransaction();
        send(plain, lift("mark"));
        awaitFree("mark");
        assertTrue(held("c"));
    }

    @Test
    void aLiftOfAnEarlierStopSentAgainLiftsNothingAlsoAfterARestart() throws Exception {
        send(plain, stop("c"));
        Hold lift = lift("c");
        send(plain, lift);
        send(plain, Hold.newBuilder(stop("c")).setReason("a later one").build());
        send(plain, lift);
        send(plain, stop("mark"));
        awaitHeld("mark");
        send(plain, lift("mark"));
        awaitFree("mark");
        assertTrue(held("c"));

        reader.close();
        startReader();
        awaitFree("mark");
        assertTrue(held("c"));
    }

    @Test
    void aPartitionAddedLaterIsWatchedToo() throws Exception {
        try (Admin admin = Admin.create(brokers())) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        Hold stop = stop("c");
        await().atMost(DEADLINE)
                .ignoreExceptions()
                .until(() -> plain.partitionsFor(topic).size() == 3);
        plain.send(new ProducerRecord<>(topic, 2, key(stop), value(stop))).get();
        awaitHeld("c");
    }

    @Test
    void anUnreadableHoldHoldsWhatItsKeyNames() throws Exception {
        plain.send(new ProducerRecord<>(topic, key(stop("c")), new byte[] {9, 9}))
                .get();
        awaitHeld("c");
        await().atMost(DEADLINE).until(() -> view.decide("d") instanceof HoldDecision.Free);
    }

    private void awaitHeld(String scope) {
        await().atMost(DEADLINE).until(() -> held(scope));
    }

    private boolean held(String scope) {
        return view.decide(scope) instanceof HoldDecision.Held;
    }

    private void awaitFree(String scope) {
        await().atMost(DEADLINE).until(() -> view.decide(scope) instanceof HoldDecision.Free);
    }

    private Hold stop(String scope) {
        return newestStop.merge(scope, SignedOrders.hold(scope, true), (before, next) -> next);
    }

    private Hold lift(String scope) {
        return SignedOrders.signed(keys.console(), SignedOrders.liftOf(newestStop.get(scope)));
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Hold hold) throws Exception {
        producer.send(new ProducerRecord<>(topic, key(hold), value(hold))).get();
    }

    private static byte[] key(Hold hold) {
        return hold.getScope().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] value(Hold hold) {
        return new RecordSerde<>(registry, Hold.class).serialize(topic, hold);
    }

    private static Map<String, Object> brokers() {
        return Map.of("bootstrap.servers", SharedBroker.bootstrapServers());
    }
}
