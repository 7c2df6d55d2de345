// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.plumbline.schema.kafka.Role;

/** Sees to it before the start that the topics are there and have the same number of partitions. */
final class TopicCheck {

    private TopicCheck() {}

    /**
     * Waits for the topics.
     *
     * @param deadline longest wait for the broker and the topics
     * @throws IllegalStateException naming what is missing or unequal, and the remedy
     */
    static void verify(KafkaSettings settings, Duration deadline, LongSupplier nanoTime) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        List<String> names = Role.GATEWAY.topics().stream().map(settings::name).toList();
        try (Admin admin = Admin.create(settings.topicsAdmin())) {
            while (true) {
                try {
                    verifyCounts(admin.describeTopics(names).allTopicNames().get());
                    return;
                } catch (ExecutionException notYet) {
                    if (nanoTime.getAsLong() - begun > deadline.toNanos()) {
                        throw new IllegalStateException(
                                "topics " + names + " are not to be had from plumbline.kafka.bootstrap-servers="
                                        + settings.brokers().bootstrapServers()
                                        + "; start the broker, create the topics, or correct plumbline.topic-prefix: "
                                        + notYet.getCause(),
                                notYet);
                    }
                    Thread.sleep(Duration.ofMillis(500));
                }
            }
        }
    }

    private static void verifyCounts(Map<String, TopicDescription> topics) {
        Map<String, Integer> counts = new TreeMap<>();
        topics.forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        if (counts.values().stream().distinct().count() != 1) {
            throw new IllegalStateException(
                    "topics must have the same number of partitions; create them anew: " + counts);
        }
    }
}
