// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.audit;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that happened, for the audit chain of its subject.
 *
 * @param subjectId campaign or meter
 * @param kind kind of fact, e.g. ORDER_RELEASED
 * @param actor person or service
 * @param details details by name
 */
public record Fact(String subjectId, String kind, String actor, SortedMap<String, String> details) {

    /** Actor of what this service does of itself. */
    public static final String CALIBRATOR = "ota-calibrator";

    /** Copies the details. */
    public Fact {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /**
     * A fact from names and texts in turn.
     *
     * @param namesAndTexts name, text, name, text, …
     */
    public static Fact of(String subjectId, String kind, String actor, String... namesAndTexts) {
        SortedMap<String, String> details = new TreeMap<>();
        for (int i = 0; i + 1 < namesAndTexts.length; i += 2) {
            details.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return new Fact(subjectId, kind, actor, details);
    }
}
