// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serde for private state and internal topics: one octet with the layout version, then JSON. Records map by component,
 * sealed types carry the simple name of the record as {@code "@type"}. Safe for use by many threads.
 */
final class JsonSerde<T> implements Serde<T>, Serializer<T>, Deserializer<T> {

    private static final byte VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Duration.class, new DurationReader())
                    .addSerializer(Instant.class, new InstantText.Writer())
                    .addDeserializer(Instant.class, new InstantText.Reader()))
            .build();

    private final Class<T> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    JsonSerde(Class<T> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
        this.reader = MAPPER.readerFor(type);
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        // Everything is given to the constructor.
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        if (data == null) {
            return null;
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(512);
            out.write(VERSION);
            writer.writeValue(out, data);
            return out.toByteArray();
        } catch (IOException e) {
            throw new SerializationException("cannot write " + type.getSimpleName() + " for " + topic, e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] octets) {
        if (octets == null) {
            return null;
        }
        if (octets.length < 2 || octets[0] != VERSION) {
            throw new SerializationException("no " + type.getSimpleName() + " of layout " + VERSION + " on " + topic);
        }
        try {
            return reader.readValue(octets, 1, octets.length - 1);
        } catch (IOException e) {
            throw new SerializationException("no " + type.getSimpleName() + " on " + topic, e);
        }
    }

    @Override
    public void close() {
        // Holds nothing that needs closing.
    }

    /** Makes the permitted records of a sealed interface its subtypes. */
    private static final class SealedTypes extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return annotated.getRawType().isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@type", null, false, true)
                    : null;
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            if (!annotated.getRawType().isSealed()) {
                return null;
            }
            List<NamedType> subtypes = new ArrayList<>();
            for (Class<?> permitted : annotated.getRawType().getPermittedSubclasses()) {
                subtypes.add(new NamedType(permitted, permitted.getSimpleName()));
            }
            return subtypes;
        }
    }

    private static final class DurationReader extends StdScalarDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Duration.parse(parser.getText());
        }
    }

    private static final class InstantText {

        private static final class Writer extends StdScalarSerializer<Instant> {

            private static final long serialVersionUID = 1L;

            Writer() {
                super(Instant.class);
            }

            @Override
            public void serialize(Instant instant, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(instant.toString());
            }
        }

        private static final class Reader extends StdScalarDeserializer<Instant> {

            private static final long serialVersionUID = 1L;

            Reader() {
                super(Instant.class);
            }

            @Override
            public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Instant.parse(parser.getText());
            }
        }
    }
}
