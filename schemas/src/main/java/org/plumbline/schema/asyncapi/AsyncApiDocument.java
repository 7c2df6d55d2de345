// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.plumbline.schema.Topic;
import org.plumbline.schema.Topics;
import org.plumbline.schema.kafka.Role;

/**
 * All topics as an AsyncAPI 3.0.0 document (https://www.asyncapi.com/docs/reference/specification/v3.0.0): a channel for
 * each topic with its key, schema, cleanup and retention, and an operation for each role that reads or writes it. Made from
 * {@link Topics} and {@link Role} alone; the same lists give the same text.
 */
public final class AsyncApiDocument {
    /** The newest version that the specification's own schema knows; the files are plain JSON all the same. */
    private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";

    private static final String KAFKA_BINDING = "0.5.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode document = JSON.createObjectNode();
    private final Map<String, Schema> schemas = new TreeMap<>();

    private final String prefix;

    private AsyncApiDocument(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The document as JSON, with line feeds and one at its end.
     *
     * @param prefix of the topics
     */
    public static String text(String prefix) {
        AsyncApiDocument made = new AsyncApiDocument(prefix);
        made.fill();
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        try {
            return JSON.writer(printer).writeValueAsString(made.document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of plain nodes can be written", e);
        }
    }

    private void fill() {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Plumbline")
                .put("version", "1")
                .put(
                        "description",
                        "The topics of Plumbline, a head-end that watches the metrology of electricity meters. Values are"
                                + " in Confluent's wire format: a zero octet, the id of the schema in four octets, the Avro"
                                + " binary. Compatibility of each subject (<topic>-value) is FULL_TRANSITIVE.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.putObject("servers")
                .putObject("kafka")
                .put("host", "{bootstrapServers}")
                .put("protocol", "kafka")
                .put("description", "Any Apache Kafka; the address is that of the installation.")
                .putObject("variables")
                .putObject("bootstrapServers")
                .put("default", "127.0.0.1:9092");
        ObjectNode channels = document.putObject("channels");
        Topics.ALL.forEach(topic -> channels.set(id(topic), channel(topic)));
        ObjectNode operations = document.putObject("operations");
        for (Role role : Role.values()) {
            role.reads()
                    .forEach(topic -> operations.set(role.id() + "-reads-" + id(topic), operation("receive", topic)));
            role.writes()
                    .forEach(topic -> operations.set(role.id() + "-writes-" + id(topic), operation("send", topic)));
        }
        ObjectNode components = document.putObject("components").putObject("schemas");
        schemas.forEach((name, schema) -> {
            ObjectNode component = components.putObject(name);
            component.put("schemaFormat", AVRO);
            component.set("schema", tree(schema));
        });
    }

    /** A topic's name as a key of the document: dots would need escapes in references. */
    private static String id(Topic topic) {
        return topic.name().replace('.', '-');
    }

    private ObjectNode channel(Topic topic) {
        ObjectNode channel = JSON.createObjectNode();
        channel.put("address", topic.prefixed(prefix));
        ObjectNode message = channel.putObject("messages").putObject("record");
        Schema schema = topic.valueSchema();
        if (schema == null) {
            channel.put("description", "Octets without a schema: private to one service, or a record as it was found.");
            message.put("contentType", "application/octet-stream");
        } else {
            schemas.put(schema.getName(), schema);
            channel.put("description", schema.getDoc());
            message.put("name", schema.getName()).put("contentType", "application/vnd.apache.avro");
            message.putObject("payload").put("$ref", "#/components/schemas/" + schema.getName());
        }
        ObjectNode key = message.putObject("bindings").putObject("kafka");
        key.putObject("key").put("type", "string").put("description", topic.key());
        key.put("bindingVersion", KAFKA_BINDING);
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.prefixed(prefix));
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        Map<String, String> settings = topic.brokerSettings();
        ArrayNode cleanup = configuration.putArray("cleanup.policy");
        List.of(settings.getOrDefault("cleanup.policy", "delete").split(",")).forEach(cleanup::add);
        String retention = settings.get("retention.ms");
        if (retention != null) {
            configuration.put("retention.ms", Long.parseLong(retention));
        }
        kafka.put("bindingVersion", KAFKA_BINDING);
        return channel;
    }

    private static ObjectNode operation(String action, Topic topic) {
        ObjectNode operation = JSON.createObjectNode();
        operation.put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + id(topic));
        return operation;
    }

    private static ObjectNode tree(Schema schema) {
        try {
            return (ObjectNode) JSON.readTree(schema.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes its schemas as JSON", e);
        }
    }
}
