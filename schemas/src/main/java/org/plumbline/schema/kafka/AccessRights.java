// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;

/**
 * Kafka's access control list of a {@link Role}, made from the list of topics: literal names, so that a topic of one role
 * never opens another's. Only what a Kafka Streams application makes for itself goes by a prefix, its own id.
 */
public final class AccessRights {
    /** Consumer group of the gateways unless configured otherwise. */
    public static final String GATEWAY_GROUP = "plumbline-gateway";

    /** Consumer group of consoles that share a database, after the topic prefix. */
    public static final String CONSOLE_GROUP = "console-read-model";

    /** With a hyphen, begin of the transactional ids of consoles that write to the register, after the topic prefix. */
    public static final String CONSOLE_REGISTER = "console-register";

    /** Transactional id of replays after the topic prefix; one at a time in the whole head-end. */
    public static final String REPLAY_TRANSACTION = "dead-letter-replay";

    private static final String ANY_HOST = "*";

    private final String topicPrefix;
    private final String gatewayGroup;

    /** @param gatewayGroup {@code plumbline.gateway.group-id} */
    public AccessRights(String topicPrefix, String gatewayGroup) {
        this.topicPrefix = topicPrefix;
        this.gatewayGroup = gatewayGroup;
    }

    /**
     * What a role needs and no more, in a stable order, each binding once.
     *
     * @param principal Kafka principal, e.g. {@code User:ingest-gateway}
     */
    public List<AclBinding> of(Role role, String principal) {
        Map<ResourcePattern, Set<AclOperation>> rights = new LinkedHashMap<>();
        role.reads().forEach(topic -> allow(rights, literal(topic), AclOperation.READ, AclOperation.DESCRIBE));
        role.writes().forEach(topic -> allow(rights, literal(topic), AclOperation.WRITE, AclOperation.DESCRIBE));
        role.streamsApplication().ifPresent(application -> streams(rights, topicPrefix + application));
        switch (role) {
            case GATEWAY -> {
                group(rights, gatewayGroup, PatternType.LITERAL);
                group(rights, gatewayGroup + "-orders", PatternType.LITERAL);
                transactions(rights, topicPrefix + "gateway-");
            }
            case ANALYST -> group(rights, topicPrefix + "analyst", PatternType.PREFIXED);
            case CONSOLE -> {
                group(rights, topicPrefix + CONSOLE_GROUP, PatternType.LITERAL);
                transactions(rights, topicPrefix + CONSOLE_REGISTER + "-");
                sight(rights);
            }
            case REPLAYER -> transactions(rights, topicPrefix + REPLAY_TRANSACTION);
            case ANALYZER, CALIBRATOR, OPERATOR, REGISTRAR, AUDITOR -> {}
        }
        List<AclBinding> bindings = new ArrayList<>();
        rights.forEach((resource, operations) -> operations.forEach(operation -> bindings.add(new AclBinding(
                resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)))));
        return bindings;
    }

    /** Sees how the services and the topics are: nothing of what stands in them. */
    private void sight(Map<ResourcePattern, Set<AclOperation>> rights) {
        watchedGroups(topicPrefix, gatewayGroup)
                .forEach(group -> allow(
                        rights,
                        new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
                        AclOperation.DESCRIBE));
        Topics.ALL.forEach(
                topic -> allow(rights, literal(topic), AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS));
    }

    /** Consumer groups of the services by which the console tells how they are; without its own. */
    public static List<String> watchedGroups(String topicPrefix, String gatewayGroup) {
        return List.of(
                gatewayGroup,
                gatewayGroup + "-orders",
                topicPrefix + Role.ANALYZER.id(),
                topicPrefix + Role.CALIBRATOR.id());
    }

    private static void streams(Map<ResourcePattern, Set<AclOperation>> rights, String application) {
        group(rights, application, PatternType.LITERAL);
        transactions(rights, application + "-");
        allow(
                rights,
                new ResourcePattern(ResourceType.TOPIC, application + "-", PatternType.PREFIXED),
                AclOperation.CREATE,
                AclOperation.DELETE,
                AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS,
                AclOperation.READ,
                AclOperation.WRITE);
    }

    private static void group(Map<ResourcePattern, Set<AclOperation>> rights, String name, PatternType pattern) {
        allow(rights, new ResourcePattern(ResourceType.GROUP, name, pattern), AclOperation.READ, AclOperation.DESCRIBE);
    }

    private static void transactions(Map<ResourcePattern, Set<AclOperation>> rights, String prefix) {
        allow(
                rights,
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED),
                AclOperation.WRITE,
                AclOperation.DESCRIBE);
    }

    private static void allow(
            Map<ResourcePattern, Set<AclOperation>> rights, ResourcePattern resource, AclOperation... operations) {
        rights.computeIfAbsent(resource, each -> new TreeSet<>()).addAll(List.of(operations));
    }

    private ResourcePattern literal(Topic topic) {
        return new ResourcePattern(ResourceType.TOPIC, topic.prefixed(topicPrefix), PatternType.LITERAL);
    }
}
