// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.plumbline.console.adapter.kafka.AccessControl;
import org.plumbline.schema.kafka.AccessRights;
import org.plumbline.schema.kafka.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Kafka's access control lists of every role. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        description = {
            "Kafka's access control lists of every role, made from the list of topics: no more than each needs.",
            "Without --apply or --check they are printed and no broker is asked."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed, applied, or with --check as they should be",
            "1:with --check other than they should be, or the brokers did not answer",
            "2:wrong usage"
        })
final class AclsCommand implements Callable<Integer> {

    /** Forms of the list. */
    private enum Form {
        text,
        json,
        commands
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = "--principal",
            paramLabel = "ROLE=PRINCIPAL",
            description = "Kafka principal of a role, if not User:ROLE; may be given for each role.")
    private Map<String, String> principals = new LinkedHashMap<>();

    @Option(
            names = "--gateway-group",
            paramLabel = "GROUP",
            defaultValue = AccessRights.GATEWAY_GROUP,
            description = "Consumer group of the gateways (default: ${DEFAULT-VALUE}).")
    private String gatewayGroup = "";

    @Option(names = "--apply", description = "Have the brokers grant what is missing; nothing is taken away.")
    private boolean apply;

    @Option(names = "--check", description = "Compare with what the brokers grant these principals.")
    private boolean check;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Form output = Form.text;

    @Override
    public Integer call() throws InterruptedException {
        if (apply && check) {
            throw new ParameterException(spec.commandLine(), "--apply or --check, not both");
        }
        Set<AclBinding> wanted = wanted();
        if (!apply && !check) {
            print(wanted);
            return 0;
        }
        AccessControl brokers = new AccessControl(topics.kafka());
        if (apply) {
            brokers.grant(wanted);
            say(wanted.size() + " rights granted; they are there whether or not they were before");
            return 0;
        }
        return compare(wanted, brokers.granted(principalsOf(wanted)));
    }

    private Set<AclBinding> wanted() {
        Map<Role, String> names = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            names.put(role, "User:" + role.id());
        }
        principals.forEach((role, principal) -> {
            try {
                names.put(Role.named(role), principal);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--principal: " + e.getMessage(), e);
            }
            if (!principal.contains(":")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--principal: " + principal + " is no Kafka principal; write User:" + principal);
            }
        });
        AccessRights rights = new AccessRights(topics.topicPrefix(), gatewayGroup);
        Set<AclBinding> wanted = new LinkedHashSet<>();
        names.forEach((role, principal) -> wanted.addAll(rights.of(role, principal)));
        return wanted;
    }

    private static Set<String> principalsOf(Set<AclBinding> bindings) {
        Set<String> principals = new LinkedHashSet<>();
        bindings.forEach(binding -> principals.add(binding.entry().principal()));
        return principals;
    }

    private int compare(Set<AclBinding> wanted, Set<AclBinding> granted) {
        List<AclBinding> missing = new ArrayList<>(wanted);
        missing.removeAll(granted);
        List<AclBinding> excess = new ArrayList<>(granted);
        excess.removeAll(wanted);
        if (output == Form.json) {
            say(json(Map.of(
                    "ok",
                    missing.isEmpty() && excess.isEmpty(),
                    "missing",
                    missing.stream().map(AclsCommand::fields).toList(),
                    "excess",
                    excess.stream().map(AclsCommand::fields).toList())));
        } else {
            missing.forEach(binding -> say("missing  " + line(binding)));
            excess.forEach(binding -> say("too much " + line(binding)));
            if (missing.isEmpty() && excess.isEmpty()) {
                say("the brokers grant what they should: " + wanted.size() + " rights");
            }
        }
        return missing.isEmpty() && excess.isEmpty() ? 0 : 1;
    }

    private void print(Set<AclBinding> bindings) {
        switch (output) {
            case text -> bindings.forEach(binding -> say(line(binding)));
            case commands -> bindings.forEach(binding -> say(command(binding)));
            case json -> say(json(bindings.stream().map(AclsCommand::fields).toList()));
        }
    }

    private static String line(AclBinding binding) {
        return "%-24s %-16s %-8s %-16s %s"
                .formatted(
                        binding.entry().principal(),
                        binding.pattern().resourceType(),
                        binding.pattern().patternType(),
                        binding.entry().operation(),
                        binding.pattern().name());
    }

    private static Map<String, String> fields(AclBinding binding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("principal", binding.entry().principal());
        fields.put("permission", binding.entry().permissionType().name());
        fields.put("operation", binding.entry().operation().name());
        fields.put("resourceType", binding.pattern().resourceType().name());
        fields.put("patternType", binding.pattern().patternType().name());
        fields.put("name", binding.pattern().name());
        return fields;
    }

    /** As kafka-acls.sh takes it; the shell sees no quotes of ours inside. */
    private static String command(AclBinding binding) {
        ResourceType type = binding.pattern().resourceType();
        String option = switch (type) {
            case TOPIC -> "--topic";
            case GROUP -> "--group";
            case TRANSACTIONAL_ID -> "--transactional-id";
            case ANY, UNKNOWN, CLUSTER, DELEGATION_TOKEN, USER ->
                throw new IllegalStateException("no role has rights on " + type);
        };
        String pattern = binding.pattern().patternType() == PatternType.PREFIXED ? "prefixed" : "literal";
        return "kafka-acls.sh --add --allow-principal %s --operation %s %s %s --resource-pattern-type %s"
                .formatted(
                        quoted(binding.entry().principal()),
                        binding.entry().operation(),
                        option,
                        quoted(binding.pattern().name()),
                        pattern);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
