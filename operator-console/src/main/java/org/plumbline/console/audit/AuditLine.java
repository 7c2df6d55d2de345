// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit chain.
 *
 * @param subjectId a meter or a campaign
 * @param sequence counted per subject from 1
 * @param actor person or service
 * @param fieldTime null where it has none
 * @param details texts by name, with their units
 */
public record AuditLine(
        String subjectId,
        long sequence,
        String kind,
        String actor,
        @Nullable Instant fieldTime,
        Instant wallTime,
        SortedMap<String, String> details) {
    public AuditLine {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** A detail; empty where there is none of the name. */
    public String detail(String name) {
        return details.getOrDefault(name, "");
    }
}
