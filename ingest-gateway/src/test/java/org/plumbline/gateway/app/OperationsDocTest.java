// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.plumbline.schema.EventCodes;

/** docs/operations-gateway.md names every setting with its default, and every event code. */
class OperationsDocTest {

    private static final Path PAGE = Path.of("..", "docs", "operations-gateway.md");
    private static final Set<String> REQUIRED = Set.of(
            "plumbline.kafka.bootstrap-servers",
            "plumbline.schema-registry.url",
            "plumbline.gateway.keystore",
            "plumbline.gateway.keystore-password-file",
            "plumbline.gateway.trusted-signers",
            "plumbline.gateway.networks",
            "plumbline.gateway.client-system-title");

    @Test
    void everySettingStandsThereWithItsDefault() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        collect("plumbline", GatewayConfig.class, expected);
        assertTrue(expected.size() > 20, expected::toString);
        assertTrue(expected.keySet().containsAll(REQUIRED), expected::toString);

        Map<String, String> documented = new TreeMap<>();
        for (List<String> row : rows("## Settings")) {
            documented.put(row.get(0).replace("`", ""), row.get(1).replace("`", ""));
        }
        assertEquals(expected, documented);
    }

    private static void collect(String prefix, Class<?> group, Map<String, String> settings) {
        for (Method method : group.getDeclaredMethods()) {
            if (method.isSynthetic() || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            String name = prefix + "." + kebab(method.getName());
            Class<?> type = method.getReturnType();
            if (Map.class.isAssignableFrom(type)) {
                ParameterizedType map = (ParameterizedType) method.getGenericReturnType();
                collect(name + ".NAME", (Class<?>) map.getActualTypeArguments()[1], settings);
            } else if (type.getName().startsWith(GatewayConfig.class.getName()) && type.isInterface()) {
                collect(name, type, settings);
            } else {
                WithDefault byDefault = method.getAnnotation(WithDefault.class);
                String absent = type.getName().startsWith(Optional.class.getName()) ? "none" : "?";
                settings.put(
                        name, REQUIRED.contains(name) ? "required" : byDefault == null ? absent : byDefault.value());
            }
        }
    }

    private static String kebab(String camel) {
        return Pattern.compile("[A-Z]")
                .matcher(camel)
                .replaceAll(letter -> "-" + letter.group().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void everyEventCodeHasItsAdvice() throws IOException, IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (Field field : EventCodes.class.getFields()) {
            codes.add((String) field.get(null));
        }
        Set<String> documented = new TreeSet<>();
        rows("## Alarms by event code").forEach(row -> documented.add(row.get(0)));
        assertEquals(codes, documented);
    }

    /** Cells of the first table under a heading, without its head. */
    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("\\|")).stream()
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
