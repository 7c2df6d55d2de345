// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.cases;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.metrology.decision.Assessment;

/**
 * What the readings of one meter say after a day has closed: an assessment and what it rests on. Immutable.
 *
 * @param meterId tested meter
 * @param profileId reference profile used
 * @param calibrationEpoch epoch of the evidence; 0 where there is none
 * @param fromEpochDay first day of the evidence, days since 1970-01-01
 * @param untilEpochDay day after the newest closed day, days since 1970-01-01
 * @param closedDays closed days used
 * @param evidenceDigest SHA-256 over the day results used, hexadecimal; empty where there are none
 * @param limitPercent limit used, in percent; 0 = none
 * @param maximumPermissibleErrorPercent class MPE used, in percent; 0 = none
 * @param exclusions levels left out, by reason
 * @param assessment the judgement, or its refusal by name
 * @param sources what its limits and its reference rest on
 */
public record Finding(
        String meterId,
        String profileId,
        int calibrationEpoch,
        long fromEpochDay,
        long untilEpochDay,
        int closedDays,
        String evidenceDigest,
        double limitPercent,
        double maximumPermissibleErrorPercent,
        SortedMap<String, Integer> exclusions,
        Assessment assessment,
        Sources sources) {
    /** Without sources. */
    public Finding(
            String meterId,
            String profileId,
            int calibrationEpoch,
            long fromEpochDay,
            long untilEpochDay,
            int closedDays,
            String evidenceDigest,
            double limitPercent,
            double maximumPermissibleErrorPercent,
            SortedMap<String, Integer> exclusions,
            Assessment assessment) {
        this(
                meterId,
                profileId,
                calibrationEpoch,
                fromEpochDay,
                untilEpochDay,
                closedDays,
                evidenceDigest,
                limitPercent,
                maximumPermissibleErrorPercent,
                exclusions,
                assessment,
                Sources.NONE);
    }

    /** Copies the counts. */
    public Finding {
        exclusions = Collections.unmodifiableSortedMap(new TreeMap<>(exclusions));
    }

    /** The same with these levels left out besides, by reason. */
    public Finding leavingOut(SortedMap<String, Integer> more) {
        SortedMap<String, Integer> all = new TreeMap<>(more);
        all.putAll(exclusions);
        return new Finding(
                meterId,
                profileId,
                calibrationEpoch,
                fromEpochDay,
                untilEpochDay,
                closedDays,
                evidenceDigest,
                limitPercent,
                maximumPermissibleErrorPercent,
                all,
                assessment,
                sources);
    }

    /**
     * What the numbers of a finding rest on, in words; empty where nothing is told.
     *
     * @param limit document or rows of the limit, or why there is none
     * @param maximumPermissibleError the same of the class MPE
     * @param reference certificate of the reference, and whether its drift was stated
     */
    public record Sources(String limit, String maximumPermissibleError, String reference) {
        /** Nothing is told. */
        public static final Sources NONE = new Sources("", "", "");
    }

    /** Field time of the finding: the end of its newest closed day, milliseconds since 1970-01-01T00:00Z. */
    public long fieldTimeMillis() {
        return untilEpochDay * 86_400_000L;
    }
}
