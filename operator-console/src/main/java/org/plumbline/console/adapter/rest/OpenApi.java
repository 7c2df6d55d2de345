// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The REST interface as an OpenAPI 3.1 document, made from the resources themselves: paths, parameters, bodies, problems,
 * ways to authenticate, and who may ask ({@code x-roles}: one of these is needed, an empty list means any person).
 */
public final class OpenApi {

    /** All resources; a test compares them with what the console serves. */
    static final List<Class<?>> RESOURCES = List.of(
            CalibrationRecordResource.class,
            CampaignResource.class,
            CaseBulkResource.class,
            CaseResource.class,
            DeadLetterResource.class,
            ErasureResource.class,
            FleetResource.class,
            HoldResource.class,
            MeterActionResource.class,
            OpenApiResource.class,
            PeopleResource.class,
            ReferenceFindingResource.class,
            RegisterResource.class,
            SessionResource.class,
            SiteTestResource.class,
            StreamResource.class,
            SystemResource.class,
            TableResource.class);

    private static final String JSON = "application/json";
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final String PROBLEM = "#/components/responses/Problem";

    private final ObjectMapper mapper;
    private final ObjectNode document;
    private final OpenApiSchemas schemas;

    private OpenApi() {
        mapper = new ObjectMapper();
        document = mapper.createObjectNode();
        schemas = new OpenApiSchemas(mapper);
    }

    /** The document as JSON, the same at each call. */
    public static String text() {
        OpenApi made = new OpenApi();
        made.make();
        try {
            return made.mapper.writerWithDefaultPrettyPrinter().writeValueAsString(made.document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private void make() {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Plumbline operator console")
                .put("version", "0.1.0")
                .put(
                        "description",
                        "Changes are answered with 202 once the command is in the log; who decides tells in the state of"
                                + " what was changed.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Class<?> resource : RESOURCES) {
            Arrays.stream(resource.getDeclaredMethods())
                    .filter(method -> verb(method).isPresent())
                    .sorted(Comparator.comparing(Method::getName))
                    .forEach(method -> operation(paths, resource, method));
        }
        ObjectNode components = document.putObject("components");
        ObjectNode problem = components.putObject("responses").putObject("Problem");
        problem.put("description", "A problem of RFC 9457; code tells programs which.");
        problem.putObject("content").putObject(Problem.MEDIA_TYPE).set("schema", schemas.of(Problem.Body.class));
        securitySchemes(components.putObject("securitySchemes"));
        components.set("schemas", schemas.all());
    }

    private static void securitySchemes(ObjectNode schemes) {
        schemes.putObject("basic")
                .put("type", "http")
                .put("scheme", "basic")
                .put("description", "Name and password of a local user.");
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "Access token of the configured OpenID Connect issuer.");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", ConsoleAuthentication.SESSION_COOKIE)
                .put(
                        "description",
                        "Of the page; changes also need the header " + ConsoleAuthentication.PAGE_HEADER + ".");
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
                .filter(each -> each != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    private void operation(ObjectNode paths, Class<?> resource, Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = resource.getAnnotation(Path.class).value() + (own == null ? "" : own.value());
        String verb = verb(method).orElseThrow();
        ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
        String subject = resource.getSimpleName().replace("Resource", "");
        String name = method.getName();
        ObjectNode operation = item.putObject(verb.toLowerCase(Locale.ROOT));
        operation.put(
                "operationId",
                subject.substring(0, 1).toLowerCase(Locale.ROOT)
                        + subject.substring(1)
                        + name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1));
        operation.putArray("tags").add(subject);
        rights(operation, resource, method);
        boolean changes = !verb.equals("GET");
        parameters(operation, path, method, changes);
        responses(operation, method);
    }

    private static void rights(ObjectNode operation, Class<?> resource, Method method) {
        ArrayNode security = operation.putArray("security");
        if (method.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        for (String scheme : List.of("basic", "bearer", "session")) {
            security.addObject().putArray(scheme);
        }
        ArrayNode roles = operation.putArray("x-roles");
        if (!method.isAnnotationPresent(Authenticated.class)) {
            RolesAllowed needed = Optional.ofNullable(method.getAnnotation(RolesAllowed.class))
                    .orElseGet(() -> resource.getAnnotation(RolesAllowed.class));
            if (needed != null) {
                Arrays.stream(needed.value()).forEach(roles::add);
            }
        }
    }

    private void parameters(ObjectNode operation, String path, Method method, boolean changes) {
        ArrayNode parameters = operation.putArray("parameters");
        int inPath = 0;
        for (Matcher matcher = PATH_PARAMETER.matcher(path); matcher.find(); inPath++) {
            parameter(parameters, matcher.group(1), "path")
                    .put("required", true)
                    .putObject("schema")
                    .put("type", "string");
        }
        Described described = method.getAnnotation(Described.class);
        if (described != null) {
            for (String name : described.query()) {
                parameter(parameters, name, "query").putObject("schema").put("type", "string");
            }
        }
        if (changes) {
            parameter(parameters, IdempotencyKeys.HEADER, "header")
                    .put("description", "The same key with the same request has its effect once within a day.")
                    .putObject("schema")
                    .put("type", "string")
                    .put("maxLength", 200);
        }
        for (Parameter each : method.getParameters()) {
            QueryParam query = each.getAnnotation(QueryParam.class);
            if (query != null) {
                ObjectNode schema = schemas.of(each.getParameterizedType());
                DefaultValue otherwise = each.getAnnotation(DefaultValue.class);
                if (otherwise != null && !otherwise.value().isEmpty()) {
                    schema.put("description", "Default: " + otherwise.value());
                }
                parameter(parameters, query.value(), "query").set("schema", schema);
            } else if (!isAnnotated(each) && inPath-- <= 0) {
                body(operation, method, each);
            }
        }
    }

    private void body(ObjectNode operation, Method method, Parameter body) {
        Consumes taken = method.getAnnotation(Consumes.class);
        ObjectNode content = operation.putObject("requestBody").putObject("content");
        for (String type : taken == null ? new String[] {JSON} : taken.value()) {
            content.putObject(type).set("schema", schemas.of(body.getParameterizedType()));
        }
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String place) {
        return parameters.addObject().put("name", name).put("in", place);
    }

    /** Whether JAX-RS says where it comes from; what it does not say of is from the path, in order, or the body. */
    private static boolean isAnnotated(Parameter parameter) {
        for (Annotation annotation : parameter.getAnnotations()) {
            if (annotation.annotationType().getPackageName().startsWith("jakarta.ws.rs")) {
                return true;
            }
        }
        return false;
    }

    private void responses(ObjectNode operation, Method method) {
        Described described = method.getAnnotation(Described.class);
        Type answer = method.getGenericReturnType();
        if (described != null) {
            answer = described.answer();
        } else if (answer == Response.class) {
            answer = Object.class;
        }
        boolean nothing = answer == void.class || answer == Void.class;
        boolean file = described != null && described.files().length > 0;
        int status = described != null ? described.status() : nothing ? 204 : 200;
        ObjectNode responses = operation.putObject("responses");
        ObjectNode success = responses.putObject(String.valueOf(status)).put("description", "Done or accepted.");
        if (!nothing || file) {
            ObjectNode content = success.putObject("content");
            if (!nothing) {
                content.putObject(JSON).set("schema", schemas.of(answer));
            }
            if (described != null) {
                for (String type : described.files()) {
                    content.putObject(type);
                }
            }
        }
        if (!method.isAnnotationPresent(PermitAll.class)) {
            responses.putObject("401").put("$ref", PROBLEM);
            responses.putObject("403").put("$ref", PROBLEM);
        }
        responses.putObject("4XX").put("$ref", PROBLEM);
        responses.putObject("5XX").put("$ref", PROBLEM);
    }
}
