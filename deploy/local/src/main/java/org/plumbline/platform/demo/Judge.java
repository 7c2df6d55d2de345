// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.platform.verify.CheckResult;

/** Prints what the verifier found. */
final class Judge {
    private final Narrator narrator;

    Judge(Narrator narrator) {
        this.narrator = narrator;
    }

    /** @return true when every check passed */
    boolean print(List<CheckResult> results, Map<String, Number> runFigures, @Nullable PrintStream json) {
        boolean passed = results.stream().allMatch(CheckResult::passed);
        for (CheckResult result : results) {
            narrator.line((result.passed() ? "PASS  " : "FAIL  ") + result.name());
            narrator.line("      " + result.detail());
        }
        narrator.line(passed ? "Every condition holds." : "NOT every condition holds.");
        if (json != null) {
            json.println(json(results, runFigures, passed));
            json.flush();
        }
        return passed;
    }

    private static String json(List<CheckResult> results, Map<String, Number> runFigures, boolean passed) {
        Map<String, Number> figures = new TreeMap<>(runFigures);
        List<Map<String, Object>> checks = new ArrayList<>();
        for (CheckResult result : results) {
            figures.putAll(result.figures());
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("name", result.name());
            check.put("passed", result.passed());
            check.put("detail", result.detail());
            checks.add(check);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("passed", passed);
        document.put("checks", checks);
        document.put("figures", figures);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures are plain values", e);
        }
    }
}
