// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.plumbline.platform.PlatformException;

/**
 * Delivers every order twice more, octet by octet the same: once at once, while it may still be on its way to the meter,
 * and once after its outcome is known. Used by one thread.
 */
final class OrderRedelivery implements AutoCloseable {
    private static final long SEND_SECONDS = 20;

    private final TopicView view;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> sent = new HashMap<>();

    OrderRedelivery(String bootstrapServers, TopicView view) {
        this.view = view;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Delivers again whatever is due. */
    void step() throws InterruptedException {
        Set<String> answered = null;
        for (TopicView.DeliveredOrder delivered : view.orders()) {
            String orderId = delivered.order().getOrderId();
            int already = sent.getOrDefault(orderId, 0);
            if (already == 0) {
                send(delivered.record());
                sent.put(orderId, 1);
            } else if (already == 1) {
                if (answered == null) {
                    answered = view.outcomes().stream()
                            .map(outcome -> outcome.getOrderId())
                            .collect(Collectors.toSet());
                }
                if (answered.contains(orderId)) {
                    send(delivered.record());
                    sent.put(orderId, 2);
                }
            }
        }
    }

    /** How many orders have been delivered again as often as they are to be. */
    long complete() {
        return sent.values().stream().filter(times -> times == 2).count();
    }

    private void send(ConsumerRecord<byte[], byte[]> original) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            original.topic(),
                            original.partition(),
                            original.key(),
                            original.value(),
                            original.headers()))
                    .get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException("an order could not be delivered again: " + e, e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
