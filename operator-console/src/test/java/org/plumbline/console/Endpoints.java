// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console;

import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the running console serves under {@code /api}, and what its documentation says of it. */
final class Endpoints {
    private static final java.nio.file.Path DOCUMENTATION = java.nio.file.Path.of("../docs/operations-console.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(GET|POST|PUT|PATCH|DELETE) (/api[^`]*)` \\| ([a-z, ]+) \\|.*");

    /** A method and an address; parameters in braces. */
    record Endpoint(String method, String path) implements Comparable<Endpoint> {
        /** Whether another one, with values for the parameters, is this one. */
        boolean covers(Endpoint other) {
            return method.equals(other.method()) && other.path().matches(path.replaceAll("\\{[^}]*}", "[^/]+"));
        }

        /** An address that can be asked. */
        String concrete() {
            return path.replaceAll("\\{[^}]*}", "x");
        }

        @Override
        public int compareTo(Endpoint other) {
            return (path + method).compareTo(other.path + other.method);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private Endpoints() {}

    /** Of all resources of the running console. */
    static SortedSet<Endpoint> served() {
        SortedSet<Endpoint> found = new TreeSet<>();
        for (Bean<?> bean : Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path base = bean.getBeanClass().getAnnotation(Path.class);
            if (base != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    add(found, base, method);
                }
            }
        }
        return found;
    }

    private static void add(SortedSet<Endpoint> found, Path base, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                Path path = method.getAnnotation(Path.class);
                found.add(new Endpoint(verb.value(), base.value() + (path == null ? "" : path.value())));
            }
        }
    }

    /** Who may ask what, from the table in the documentation: roles, or {@code anybody}, or {@code everybody}. */
    static Map<Endpoint, String> documented() {
        Map<Endpoint, String> rows = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(DOCUMENTATION)) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    rows.put(new Endpoint(row.group(1), row.group(2)), row.group(3));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }
}
