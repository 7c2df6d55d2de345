// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.asyncapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;

/** Holds the document to what AsyncAPI 3.0.0 and its Kafka bindings 0.5.0 allow, and to the lists it is made from. */
class AsyncApiDocumentTest {
    private static final String PREFIX = "x.";

    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        document = new ObjectMapper().readTree(AsyncApiDocument.text(PREFIX));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertOnly(Set<String> required, Set<String> optional, JsonNode object) {
        Set<String> names = names(object);
        assertTrue(names.containsAll(required), () -> required + " are not all in " + object);
        names.removeAll(required);
        names.removeAll(optional);
        assertTrue(names.isEmpty(), () -> "the specification knows no " + names + " in " + object);
    }

    @Test
    void objectsHaveTheFieldsOfTheSpecificationAndNoOthers() {
        assertEquals("3.0.0", document.path("asyncapi").asText());
        assertOnly(
                Set.of("asyncapi", "info"),
                Set.of("id", "servers", "defaultContentType", "channels", "operations", "components"),
                document);
        assertOnly(Set.of("title", "version"), Set.of("description", "license"), document.path("info"));
        document.path("servers")
                .forEach(server -> assertOnly(Set.of("host", "protocol"), Set.of("description", "variables"), server));
        document.path("channels").forEach(channel -> {
            assertOnly(Set.of("address", "messages", "bindings"), Set.of("description"), channel);
            JsonNode kafka = channel.at("/bindings/kafka");
            assertOnly(Set.of("topic", "topicConfiguration", "bindingVersion"), Set.of(), kafka);
            kafka.at("/topicConfiguration/cleanup.policy")
                    .forEach(policy -> assertTrue(Set.of("compact", "delete").contains(policy.asText())));
            channel.path("messages")
                    .forEach(message ->
                            assertOnly(Set.of("contentType", "bindings"), Set.of("name", "payload"), message));
        });
        document.path("operations").forEach(operation -> {
            assertOnly(Set.of("action", "channel"), Set.of(), operation);
            assertTrue(
                    Set.of("send", "receive").contains(operation.path("action").asText()));
        });
        document.at("/components/schemas")
                .forEach(schema -> assertOnly(Set.of("schemaFormat", "schema"), Set.of(), schema));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> references = new TreeSet<>();
        for (String part : Set.of("channels", "operations")) {
            document.path(part).findValuesAsText("$ref").forEach(references::add);
        }
        assertFalse(references.isEmpty());
        references.forEach(reference -> assertTrue(
                reference.startsWith("#") && document.at(reference.substring(1)).isObject(),
                () -> reference + " leads nowhere"));
    }

    @Test
    void everyTopicIsAChannelWithItsKeySchemaAndSettings() {
        assertEquals(Topics.ALL.size(), document.path("channels").size());
        for (Topic topic : Topics.ALL) {
            JsonNode channel = document.path("channels").path(topic.name().replace('.', '-'));
            assertEquals(PREFIX + topic.name(), channel.path("address").asText());
            JsonNode message = channel.at("/messages/record");
            assertEquals(
                    topic.key(), message.at("/bindings/kafka/key/description").asText());
            JsonNode settings = channel.at("/bindings/kafka/topicConfiguration");
            topic.brokerSettings()
                    .forEach((name, value) -> assertEquals(
                            value,
                            settings.path(name).isArray()
                                    ? settings.path(name).path(0).asText()
                                    : settings.path(name).asText(),
                            topic + " " + name));
            if (topic.valueSchema() != null) {
                JsonNode schema = document.at(
                                message.at("/payload/$ref").asText().substring(1))
                        .path("schema");
                assertEquals(topic.valueSchema(), new Schema.Parser().parse(schema.toString()), topic.name());
            }
        }
    }

    @Test
    void operationsAreTheRightsOfTheRoles() {
        Set<String> expected = new TreeSet<>();
        for (Role role : Role.values()) {
            role.reads().forEach(topic -> expected.add("receive " + role.id() + " #/channels/" + channel(topic)));
            role.writes().forEach(topic -> expected.add("send " + role.id() + " #/channels/" + channel(topic)));
        }
        Set<String> found = new TreeSet<>();
        document.path("operations").properties().forEach(each -> {
            JsonNode operation = each.getValue();
            String role = each.getKey().split("-(reads|writes)-")[0];
            found.add(operation.path("action").asText() + " " + role + " "
                    + operation.at("/channel/$ref").asText());
        });
        assertEquals(expected, found);
    }

    private static String channel(Topic topic) {
        return topic.name().replace('.', '-');
    }
}
