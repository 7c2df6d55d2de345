// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FactWordsTest {
    private static String sentence(String kind, Map<String, String> details) {
        return FactWords.sentence(new AuditLine("m1", 1, kind, "anna", null, Instant.EPOCH, new TreeMap<>(details)));
    }

    @Test
    void whatHappenedToWhatAndWhy() {
        assertEquals("Campaign created, 12 members.", sentence("CAMPAIGN_CREATED", Map.of("memberCount", "12")));
        assertEquals("Campaign paused: a look first.", sentence("CAMPAIGN_PAUSED", Map.of("reason", "a look first")));
        assertEquals(
                "Case assigned to ben: his district.",
                sentence("CASE_ASSIGNED", Map.of("assignee", "ben", "reason", "his district")));
        assertEquals("Wave started, wave 2.", sentence("WAVE_STARTED", Map.of("wave", "2")));
        assertEquals(
                "In the campaign the meter is needs person: FAILED no answer.",
                sentence("MEMBER_NEEDS_PERSON", Map.of("reason", "FAILED no answer.")));
        assertEquals("The calibrator took the outcome applied.", sentence("OUTCOME_APPLIED", Map.of()));
    }

    @Test
    void anUnknownKindIsToldByItsNameAndALongReasonIsCut() {
        assertEquals("Something new.", sentence("SOMETHING_NEW", Map.of()));
        assertEquals("Entry without a kind.", sentence("", Map.of()));
        assertTrue(sentence("CASE_NOTED", Map.of("note", "x".repeat(5_000))).length() < 400);
    }
}
