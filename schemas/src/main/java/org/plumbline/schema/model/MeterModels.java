// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The meter models that come with Plumbline. */
public final class MeterModels {

    private static final List<String> FILES = List.of("plb-alpha", "plb-beta", "plb-gamma");
    private static final Map<String, MeterModel> BY_NAME = FILES.stream()
            .map(MeterModels::read)
            .collect(Collectors.toUnmodifiableMap(MeterModel::name, Function.identity()));

    private MeterModels() {}

    /** The model of that name; empty when there is none. */
    public static Optional<MeterModel> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Names of all models. */
    public static List<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }

    private static MeterModel read(String file) {
        String resource = "/meter-models/" + file + ".json";
        try (InputStream in = MeterModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no meter model " + resource);
            }
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(in, MeterModel.class);
        } catch (IOException e) {
            throw new UncheckedIOException("malformed meter model " + resource, e);
        }
    }
}
