// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;

final class RoleTest {
    private static final AccessRights RIGHTS = new AccessRights("p.", AccessRights.GATEWAY_GROUP);

    private static Set<Role> writers(Topic topic) {
        return Arrays.stream(Role.values())
                .filter(role -> role.writes().contains(topic))
                .collect(Collectors.toSet());
    }

    @Test
    void everyTopicHasWhoWritesItAndWhoReadsIt() {
        for (Topic topic : Topics.ALL) {
            assertFalse(writers(topic).isEmpty(), topic.name() + " has no writer");
            assertTrue(
                    Arrays.stream(Role.values()).anyMatch(role -> role.reads().contains(topic)),
                    topic.name() + " has no reader");
        }
    }

    @Test
    void whatDecidesAndWhatProvesHasOneWriter() {
        assertEquals(Set.of(Role.CALIBRATOR), writers(Topics.AUDIT_CHECKPOINTS));
        Map<Topic, Role> sole = Map.of(
                Topics.CALIBRATION_ORDERS, Role.CALIBRATOR,
                Topics.AUDIT, Role.CALIBRATOR,
                Topics.CAMPAIGNS, Role.CALIBRATOR,
                Topics.GATEWAY_STATE, Role.GATEWAY,
                Topics.DRIFT, Role.ANALYZER,
                Topics.CASES, Role.ANALYZER,
                Topics.CAMPAIGN_COMMANDS, Role.CONSOLE,
                Topics.CASE_COMMANDS, Role.CONSOLE);
        for (Topic told : List.of(Topics.READINGS, Topics.METER_EVENTS, Topics.CALIBRATION_OUTCOMES)) {
            assertTrue(Set.of(Role.GATEWAY, Role.ANALYZER, Role.REPLAYER).containsAll(writers(told)), told.name());
            assertFalse(writers(told).contains(Role.CONSOLE), "the console's own user writes nothing that meters tell");
        }
        sole.forEach((topic, role) -> assertEquals(Set.of(role), writers(topic), topic.name()));
    }

    @Test
    void aTopicWithoutASchemaIsReadByWhoWritesItAlone() {
        for (Topic topic : List.of(Topics.GATEWAY_STATE, Topics.COMPARISONS)) {
            assertEquals(
                    writers(topic),
                    Arrays.stream(Role.values())
                            .filter(role -> role.reads().contains(topic))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void whoOnlyLooksProducesNothing() {
        for (Role role : List.of(Role.AUDITOR, Role.ANALYST)) {
            assertEquals(List.of(), role.writes());
            assertTrue(RIGHTS.of(role, "User:x").stream()
                    .noneMatch(binding -> binding.entry().operation() == AclOperation.WRITE));
        }
    }

    @Test
    void theConsoleSeesHowServicesAreButNeitherJoinsNorReadsWhatIsNotItsOwn() {
        List<AclBinding> bindings = RIGHTS.of(Role.CONSOLE, "User:x");
        for (String group : AccessRights.watchedGroups("p.", AccessRights.GATEWAY_GROUP)) {
            assertEquals(
                    Set.of(AclOperation.DESCRIBE),
                    bindings.stream()
                            .filter(binding -> binding.pattern().resourceType() == ResourceType.GROUP
                                    && binding.pattern().name().equals(group))
                            .map(binding -> binding.entry().operation())
                            .collect(Collectors.toSet()),
                    group);
        }
        assertTrue(bindings.stream()
                .filter(binding -> binding.pattern().name().equals(Topics.GATEWAY_STATE.prefixed("p.")))
                .noneMatch(binding -> binding.entry().operation() == AclOperation.READ));
    }

    @Test
    void noRightReachesBeyondLiteralTopicsButAnApplicationsOwn() {
        for (Role role : Role.values()) {
            List<AclBinding> bindings = RIGHTS.of(role, "User:x");
            assertEquals(bindings.size(), Set.copyOf(bindings).size(), "each once");
            for (AclBinding binding : bindings) {
                ResourceType type = binding.pattern().resourceType();
                assertFalse(type == ResourceType.CLUSTER || binding.entry().operation() == AclOperation.ALL);
                assertTrue(binding.pattern().name().startsWith("p.")
                        || binding.pattern().name().startsWith(AccessRights.GATEWAY_GROUP));
                if (type == ResourceType.TOPIC && binding.pattern().patternType() == PatternType.PREFIXED) {
                    String prefix = binding.pattern().name();
                    assertTrue(
                            Topics.ALL.stream()
                                    .noneMatch(topic -> topic.prefixed("p.").startsWith(prefix)),
                            prefix + " opens a topic of the contract");
                }
            }
        }
    }

    @Test
    void aRoleThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertEquals(Role.GATEWAY, Role.named("ingest-gateway"));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Role.named("root"));
        assertTrue(refusal.getMessage().contains("ota-calibrator"), refusal.getMessage());
    }
}
