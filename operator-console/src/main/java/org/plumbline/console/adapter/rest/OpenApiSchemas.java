// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Schemas (2020-12) of the types in requests and answers, by the properties that Jackson reads and writes. */
final class OpenApiSchemas {
    private static final String TYPE = "type";
    private static final Map<Class<?>, String[]> SIMPLE = Map.ofEntries(
            Map.entry(String.class, new String[] {"string", ""}),
            Map.entry(Instant.class, new String[] {"string", "date-time"}),
            Map.entry(LocalDate.class, new String[] {"string", "date"}),
            Map.entry(Duration.class, new String[] {"string", "duration"}),
            Map.entry(boolean.class, new String[] {"boolean", ""}),
            Map.entry(Boolean.class, new String[] {"boolean", ""}),
            Map.entry(int.class, new String[] {"integer", "int32"}),
            Map.entry(Integer.class, new String[] {"integer", "int32"}),
            Map.entry(long.class, new String[] {"integer", "int64"}),
            Map.entry(Long.class, new String[] {"integer", "int64"}),
            Map.entry(double.class, new String[] {"number", "double"}),
            Map.entry(Double.class, new String[] {"number", "double"}));

    private final ObjectMapper mapper;
    private final Map<String, ObjectNode> byName = new TreeMap<>();
    private final Map<Class<?>, String> names = new java.util.HashMap<>();

    OpenApiSchemas(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** All that were needed, by name. */
    ObjectNode all() {
        ObjectNode all = mapper.createObjectNode();
        byName.forEach(all::set);
        return all;
    }

    /** The schema of a type; records are named and referred to. */
    ObjectNode of(Type type) {
        return schema(mapper.constructType(type));
    }

    private ObjectNode schema(JavaType type) {
        ObjectNode schema = mapper.createObjectNode();
        Class<?> raw = type.getRawClass();
        String[] simple = SIMPLE.get(raw);
        if (simple != null) {
            schema.put(TYPE, simple[0]);
            if (!simple[1].isEmpty()) {
                schema.put("format", simple[1]);
            }
        } else if (raw.isEnum()) {
            schema.put(TYPE, "string");
            ArrayNode values = schema.putArray("enum");
            Arrays.stream(raw.getEnumConstants()).forEach(each -> values.add(((Enum<?>) each).name()));
        } else if (raw == Optional.class) {
            return orNull(schema(type.containedTypeOrUnknown(0)));
        } else if (type.isCollectionLikeType() || type.isArrayType()) {
            schema.put(TYPE, "array").set("items", schema(type.getContentType()));
        } else if (type.isMapLikeType()) {
            schema.put(TYPE, "object").set("additionalProperties", schema(type.getContentType()));
        } else if (raw.isRecord()) {
            schema.put("$ref", "#/components/schemas/" + named(type));
        }
        return schema;
    }

    private String named(JavaType type) {
        Class<?> raw = type.getRawClass();
        String known = names.get(raw);
        if (known != null) {
            return known;
        }
        Class<?> outer = raw.getEnclosingClass();
        String simple = (outer == null ? "" : outer.getSimpleName().replace("Resource", "")) + raw.getSimpleName();
        String[] packages = raw.getPackageName().split("\\.");
        String name = byName.containsKey(simple) ? simple + "_" + packages[packages.length - 1] : simple;
        names.put(raw, name);
        ObjectNode schema = mapper.createObjectNode();
        byName.put(name, schema);
        schema.put(TYPE, "object");
        ArrayNode required = mapper.createArrayNode();
        properties(type, schema.putObject("properties"), required);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return name;
    }

    private void properties(JavaType type, ObjectNode properties, ArrayNode required) {
        for (BeanPropertyDefinition property :
                mapper.getSerializationConfig().introspect(type).findProperties()) {
            if (property.getAccessor() == null) {
                continue;
            }
            if (property.getAccessor().hasAnnotation(JsonUnwrapped.class)) {
                properties(property.getPrimaryType(), properties, required);
                continue;
            }
            ObjectNode schema = schema(property.getPrimaryType());
            boolean mayBeNull = mayBeNull(type.getRawClass(), property.getName());
            properties.set(property.getName(), mayBeNull ? orNull(schema) : schema);
            if (!mayBeNull) {
                required.add(property.getName());
            }
        }
    }

    private static boolean mayBeNull(Class<?> type, String property) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(property)) {
                return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            }
        }
        return false;
    }

    private ObjectNode orNull(ObjectNode schema) {
        if (schema.path(TYPE).isTextual() && !schema.has("enum")) {
            String type = schema.path(TYPE).asText();
            schema.putArray(TYPE).add(type).add("null");
            return schema;
        }
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode either = mapper.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put(TYPE, "null");
        return either;
    }
}
