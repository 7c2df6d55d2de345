// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.plumbline.schema.Topic;
import org.plumbline.schema.kafka.Brokers;

/**
 * How the gateway uses Kafka.
 *
 * @param brokers where they are and how the gateway proves who it is
 * @param topicPrefix prefix of all topics and of the transactional ids
 * @param groupId consumer group whose assignment of {@code meters.v1} is the ownership
 * @param sessionTimeout after which the coordinator gives a silent instance's partitions away, at least 1 s
 * @param leaseMargin by which an instance stops before that
 * @param drain bound of the orderly end of an owner
 */
public record KafkaSettings(
        Brokers brokers,
        String topicPrefix,
        String groupId,
        Duration sessionTimeout,
        Duration leaseMargin,
        Duration drain) {

    private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int HOLDS_ANSWER_MILLIS = 900;

    public KafkaSettings {
        if (groupId.isBlank()) {
            throw new IllegalArgumentException("groupId must not be blank");
        }
        if (sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("sessionTimeout must be at least 1 s: " + sessionTimeout);
        }
    }

    /** Settings for brokers that ask for no proof, with the usual times. */
    public static KafkaSettings of(String bootstrapServers, String topicPrefix, String groupId) {
        return new KafkaSettings(
                Brokers.plain(bootstrapServers),
                topicPrefix,
                groupId,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofMillis(2_500));
    }

    public KafkaSettings withSessionTimeout(Duration timeout) {
        return new KafkaSettings(brokers, topicPrefix, groupId, timeout, leaseMargin, drain);
    }

    String name(Topic topic) {
        return topic.prefixed(topicPrefix);
    }

    String transactionalId(int partition) {
        return topicPrefix + "gateway-" + partition;
    }

    /** Group under which owners commit the offsets of orders; nobody subscribes with it. */
    String offsetsGroup() {
        return groupId + "-orders";
    }

    Map<String, Object> producer(int partition) {
        Map<String, Object> settings = common("gateway-owner-" + partition);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(partition));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16 << 20);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    Map<String, Object> ownerConsumer(int partition) {
        Map<String, Object> settings = reader("gateway-owner-" + partition);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, offsetsGroup());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // an offset that is gone ends the tenure
        return settings;
    }

    Map<String, Object> topicsAdmin() {
        Map<String, Object> settings = common("gateway-topics");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        return settings;
    }

    /** An answer that comes later is worth nothing: the view of the holds is stale by then. */
    Map<String, Object> holdsAdmin() {
        Map<String, Object> settings = common("gateway-holds-partitions");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, HOLDS_ANSWER_MILLIS);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, HOLDS_ANSWER_MILLIS);
        return settings;
    }

    Map<String, Object> holdsStops() {
        Map<String, Object> settings = holdsConsumer("gateway-holds-stops");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return settings;
    }

    Map<String, Object> holdsLifts() {
        return holdsConsumer("gateway-holds-lifts");
    }

    private Map<String, Object> holdsConsumer(String clientId) {
        Map<String, Object> settings = reader(clientId);
        // A broker answers one request of a connection after the other: a long fetch would delay the look at the end.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return settings;
    }

    Map<String, Object> keyUseConsumer() {
        return reader("gateway-keys");
    }

    Map<String, Object> groupConsumer() {
        Map<String, Object> settings = reader("gateway-group");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 5);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return settings;
    }

    private Map<String, Object> reader(String clientId) {
        Map<String, Object> settings = common(clientId);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    private Map<String, Object> common(String clientId) {
        Map<String, Object> settings = brokers.settings();
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        settings.put(CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG, 1);
        return settings;
    }
}
