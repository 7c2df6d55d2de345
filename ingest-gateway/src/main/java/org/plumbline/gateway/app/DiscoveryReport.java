// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AssociationObject;
import org.plumbline.gateway.dlms.MeterIdentity;

/** What a meter shows its public client, in words. */
record DiscoveryReport(MeterIdentity identity, List<AssociationObject> objects) {

    /** Names of the interface classes of IEC 62056-6-2 that meters of this kind show. */
    private static final Map<Integer, String> CLASS_NAMES = Map.ofEntries(
            Map.entry(1, "Data"),
            Map.entry(3, "Register"),
            Map.entry(4, "Extended register"),
            Map.entry(5, "Demand register"),
            Map.entry(7, "Profile generic"),
            Map.entry(8, "Clock"),
            Map.entry(9, "Script table"),
            Map.entry(11, "Special days table"),
            Map.entry(15, "Association LN"),
            Map.entry(17, "SAP assignment"),
            Map.entry(18, "Image transfer"),
            Map.entry(20, "Activity calendar"),
            Map.entry(22, "Single action schedule"),
            Map.entry(23, "IEC HDLC setup"),
            Map.entry(40, "Push setup"),
            Map.entry(41, "TCP-UDP setup"),
            Map.entry(42, "IPv4 setup"),
            Map.entry(64, "Security setup"),
            Map.entry(70, "Disconnect control"),
            Map.entry(71, "Limiter"));

    DiscoveryReport {
        objects = List.copyOf(objects);
    }

    void printText(PrintWriter out) {
        out.printf(
                "serial %s, firmware %s, %d objects for the public client%n",
                orNone(identity.serial()), orNone(identity.firmware()), objects.size());
        out.printf("%-20s %5s %-22s %-30s %s%n", "OBIS", "class", "", "attributes", "methods");
        for (AssociationObject each : objects) {
            out.println(String.format(
                            "%-20s %5d %-22s %-30s %s",
                            each.logicalName(),
                            each.classId(),
                            CLASS_NAMES.getOrDefault(each.classId(), ""),
                            attributes(each),
                            methods(each.methodAccess()))
                    .stripTrailing());
        }
    }

    void printCsv(PrintWriter out) {
        out.println("obis,class,version,attributes,methods");
        for (AssociationObject each : objects) {
            out.printf(
                    "%s,%d,%d,%s,%s%n",
                    each.logicalName(), each.classId(), each.version(), attributes(each), methods(each.methodAccess()));
        }
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("serial", identity.serial());
        fields.put("firmware", identity.firmware());
        fields.put(
                "objects",
                objects.stream()
                        .map(each -> Map.of(
                                "obis", each.logicalName().toString(),
                                "class", each.classId(),
                                "version", each.version(),
                                "attributeAccess", each.attributeAccess(),
                                "methodAccess", each.methodAccess()))
                        .toList());
        try {
            return new ObjectMapper().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String orNone(@Nullable String text) {
        return text == null || text.isEmpty() ? "(none)" : text;
    }

    /** {@code 1r 2rw 3-}: each attribute with what may be done to it. */
    private static String attributes(AssociationObject object) {
        return object.attributeAccess().keySet().stream()
                .map(attribute -> attribute + rights(object.reads(attribute), object.writes(attribute)))
                .collect(Collectors.joining(" "));
    }

    private static String rights(boolean reads, boolean writes) {
        return reads ? (writes ? "rw" : "r") : (writes ? "w" : "-");
    }

    private static String methods(SortedMap<Integer, Integer> access) {
        return access.entrySet().stream()
                .map(each -> each.getKey() + (each.getValue() == 0 ? "-" : "x"))
                .collect(Collectors.joining(" "));
    }
}
