// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.sitetest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit to one meter.
 *
 * @param priority 1 is first: 1 = what the meter holds or measures is wrong or unknown, 2 = a date has passed, 3 = the rest
 * @param dueAt field time by which it should be done; null where nothing gives a date
 * @param reasons why, the weightiest first; at least one
 * @param errorPercent newest estimate of the error; null without one
 * @param expandedUncertaintyPercent its expanded uncertainty, k = 2 (JCGM 100:2008, 6.2); null without one
 * @param measure what to measure and bring, in words
 */
public record SiteTest(
        String meterId,
        String serialNumber,
        String meterModel,
        String accuracyClass,
        String district,
        int priority,
        @Nullable Instant dueAt,
        List<Reason> reasons,
        @Nullable Double errorPercent,
        @Nullable Double expandedUncertaintyPercent,
        List<String> measure) {

    /** Copies the lists. */
    public SiteTest {
        reasons = List.copyOf(reasons);
        measure = List.copyOf(measure);
    }

    /** Why somebody has to go there. */
    public enum Code {
        /** A correction left the meter in a state that only a person can find out. */
        NEEDS_PERSON(1),
        /** The finding cannot be corrected over the air: exchange the meter. */
        REPLACE(1),
        /** The finding needs a test at the place before anybody writes. */
        SITE_TEST(1),
        /** A correction could be planned, but the meter's policy allows no write. */
        WRITE_NOT_ALLOWED(1),
        /** The certificate's forecast says that calibration is overdue. */
        CALIBRATION_OVERDUE(2),
        /** The certificate's forecast says when calibration is due. */
        CALIBRATION_DUE(3),
        /** The evidence is no pair of meters: it finds, it never writes. */
        EVIDENCE_FINDS_ONLY(3);

        private final int priority;

        Code(int priority) {
            this.priority = priority;
        }

        /** 1 is first. */
        public int priority() {
            return priority;
        }
    }

    /**
     * One reason.
     *
     * @param text in one sentence
     * @param evidence what it rests on: a caseId, campaignId or profileId
     */
    public record Reason(Code code, String text, String evidence) {}
}
