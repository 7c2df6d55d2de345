// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.ConsoleException;
import org.plumbline.console.port.SystemSight;
import org.plumbline.console.system.SystemPicture;
import org.plumbline.console.system.SystemPicture.Group;
import org.plumbline.console.system.SystemPicture.GroupRole;
import org.plumbline.console.system.SystemPicture.PartitionLag;
import org.plumbline.console.system.SystemPicture.TopicState;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.AccessRights;

/** Asks the brokers, at most every five seconds, whoever looks. Only topics of the head-end are looked at. */
public final class ClusterSight implements SystemSight, AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private final Admin admin;
    private final String prefix;
    private final String gatewayGroup;
    private final boolean sharedTables;
    private final InstantSource wallClock;
    private @Nullable SystemPicture newest;

    /**
     * @param gatewayGroup group of the gateways
     * @param sharedTables true where consoles share their tables, and so a group
     */
    public ClusterSight(
            Map<String, Object> clientSettings,
            String prefix,
            String gatewayGroup,
            boolean sharedTables,
            InstantSource wallClock) {
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("client.id", "console-sight");
        settings.put("default.api.timeout.ms", (int) DEADLINE.toMillis());
        settings.put("request.timeout.ms", (int) DEADLINE.toMillis() / 2);
        this.admin = Admin.create(settings);
        this.prefix = prefix;
        this.gatewayGroup = gatewayGroup;
        this.sharedTables = sharedTables;
        this.wallClock = wallClock;
    }

    @Override
    public synchronized SystemPicture now() {
        Instant at = wallClock.instant();
        SystemPicture known = newest;
        if (known != null && Duration.between(known.at(), at).abs().compareTo(FRESH) < 0) {
            return known;
        }
        SystemPicture fresh = picture(at);
        newest = fresh;
        return fresh;
    }

    private SystemPicture picture(Instant at) {
        try {
            DescribeClusterResult cluster = admin.describeCluster();
            List<String> missing = new ArrayList<>();
            List<TopicState> topics = new ArrayList<>();
            Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(Topics.ALL.stream()
                            .map(topic -> topic.prefixed(prefix))
                            .toList())
                    .topicNameValues();
            for (Topic topic : Topics.ALL) {
                String name = topic.prefixed(prefix);
                try {
                    topics.add(state(topic, await(described.get(name))));
                } catch (ExecutionException e) {
                    missing.add(topic.name());
                }
            }
            List<Group> groups = new ArrayList<>();
            for (Map.Entry<GroupRole, String> group : names().entrySet()) {
                groups.add(group(group.getKey(), group.getValue()));
            }
            return new SystemPicture(
                    at,
                    await(cluster.nodes()).size(),
                    await(cluster.controller()).idString(),
                    groups,
                    topics,
                    missing);
        } catch (ExecutionException | TimeoutException e) {
            throw new ConsoleException("the brokers do not answer: " + e.getMessage(), e);
        }
    }

    private Map<GroupRole, String> names() {
        List<String> services = AccessRights.watchedGroups(prefix, gatewayGroup);
        Map<GroupRole, String> names = new java.util.EnumMap<>(GroupRole.class);
        names.put(GroupRole.GATEWAY, services.get(0));
        names.put(GroupRole.ORDERS, services.get(1));
        names.put(GroupRole.ANALYZER, services.get(2));
        names.put(GroupRole.CALIBRATOR, services.get(3));
        if (sharedTables) {
            names.put(GroupRole.CONSOLE, prefix + AccessRights.CONSOLE_GROUP);
        }
        return names;
    }

    private static TopicState state(Topic topic, TopicDescription found) {
        int shortOfReplicas = (int) found.partitions().stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        return new TopicState(topic.name(), found.partitions().size(), shortOfReplicas);
    }

    private Group group(GroupRole role, String name) throws TimeoutException, ExecutionException {
        try {
            ConsumerGroupDescription found = await(admin.describeConsumerGroups(List.of(name))
                    .describedGroups()
                    .get(name));
            List<PartitionLag> lags = lags(name);
            return new Group(
                    role,
                    name,
                    found.groupState().name(),
                    found.members().size(),
                    lags.isEmpty()
                            ? null
                            : lags.stream().mapToLong(PartitionLag::lag).sum(),
                    lags,
                    null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return new Group(role, name, "DEAD", 0, null, List.of(), null);
            }
            if (e.getCause() instanceof AuthorizationException) {
                return Group.unseen(role, name, "the console's user lacks a right; plumbline acls grants it");
            }
            throw e;
        }
    }

    private List<PartitionLag> lags(String group) throws TimeoutException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && isOurs(partition.topic())) {
                        committed.put(partition, offset);
                    }
                });
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                asked.isEmpty() ? Map.of() : await(admin.listOffsets(asked).all());
        List<PartitionLag> lags = new ArrayList<>();
        committed.forEach((partition, offset) -> {
            ListOffsetsResult.ListOffsetsResultInfo end = ends.get(partition);
            if (end != null) {
                lags.add(new PartitionLag(
                        partition.topic().substring(prefix.length()),
                        partition.partition(),
                        Math.max(0, end.offset() - offset.offset())));
            }
        });
        return lags;
    }

    private boolean isOurs(String topic) {
        return Topics.ALL.stream().anyMatch(each -> each.prefixed(prefix).equals(topic));
    }

    private static <T> T await(@Nullable KafkaFuture<T> asked) throws ExecutionException, TimeoutException {
        if (asked == null) {
            throw new IllegalStateException("the client left a question out");
        }
        try {
            return asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(DEADLINE);
    }
}
