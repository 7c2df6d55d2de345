// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.plumbline.schema.kafka.Brokers;
import org.plumbline.schema.kafka.Role;

/** Looks before the start whether every topic is there; most of all the one for dead letters. */
public final class TopicCheck {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private TopicCheck() {}

    /**
     * The number of partitions of all topics.
     *
     * @throws IllegalStateException when the broker does not answer in time, a topic is missing, or topics keyed by
     *     meterId differ in their partitions; the message names the setting or the topic
     */
    public static int partitions(Brokers brokers, String prefix) {
        List<String> names = Role.ANALYZER.topics().stream()
                .map(topic -> topic.prefixed(prefix))
                .toList();
        Map<String, TopicDescription> found = describe(brokers, names);
        int partitions = found.values().iterator().next().partitions().size();
        found.forEach((name, topic) -> {
            if (topic.partitions().size() != partitions) {
                throw new IllegalStateException("topics keyed by meterId must have the same number of partitions: "
                        + name + " has " + topic.partitions().size() + ", others " + partitions);
            }
        });
        return partitions;
    }

    private static Map<String, TopicDescription> describe(Brokers brokers, List<String> names) {
        Map<String, Object> settings = brokers.settings();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) DEADLINE.toMillis());
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(names).allTopicNames().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "a topic is missing, one of " + names + "; create the topics or check plumbline.topic-prefix",
                        e);
            }
            throw new IllegalStateException(
                    "the broker at " + brokers.bootstrapServers()
                            + " does not answer; check plumbline.kafka.bootstrap-servers",
                    e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the broker at " + brokers.bootstrapServers()
                            + " does not answer; check plumbline.kafka.bootstrap-servers",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for topics", e);
        }
    }
}
