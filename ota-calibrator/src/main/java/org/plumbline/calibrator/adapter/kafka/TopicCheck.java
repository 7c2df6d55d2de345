// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.plumbline.calibrator.CalibratorException;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.kafka.Role;

/** Looks before the start whether every topic is there, and how many partitions they have. */
public final class TopicCheck {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private TopicCheck() {}

    /**
     * The number of partitions of all topics.
     *
     * @throws CalibratorException when the broker does not answer in time, a topic is missing, or the topics differ in
     *     their partitions, so that one meter's records would not meet; names the topic or the setting
     */
    public static int partitions(Brokers brokers, String prefix) {
        List<String> names = Role.CALIBRATOR.topics().stream()
                .map(topic -> topic.prefixed(prefix))
                .toList();
        Map<String, TopicDescription> found = describe(brokers, names);
        int partitions = found.values().iterator().next().partitions().size();
        found.forEach((name, topic) -> {
            if (topic.partitions().size() != partitions) {
                throw new CalibratorException("all topics must have the same number of partitions: " + name + " has "
                        + topic.partitions().size() + ", others " + partitions);
            }
        });
        return partitions;
    }

    private static Map<String, TopicDescription> describe(Brokers brokers, List<String> names) {
        Map<String, Object> settings = brokers.settings();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) DEADLINE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(names).allTopicNames().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new CalibratorException(
                    "not every topic is to be had from the broker; check plumbline.kafka.bootstrap-servers ("
                            + brokers.bootstrapServers() + "), plumbline.topic-prefix and the topics " + names,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CalibratorException("interrupted while asking for topics", e);
        }
    }
}
