// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;

/**
 * All that is remembered of one tested meter but the levels of its days. Immutable.
 *
 * @param referenceMeterId reference the evidence was taken with; empty before the first level
 * @param testedDay day of the newest level of the tested meter, days since 1970-01-01; {@link #NO_DAY} before the first
 * @param referenceDay the same of the reference
 * @param pairedBefore all days before this one were passed by both meters and have been computed; {@link #NO_DAY} before
 *     the first
 * @param forcedBefore all days before this one are closed, even where one meter has not passed them
 * @param checkpoint the track over all days that can no longer change
 * @param checkpointDigest chained SHA-256 over those days of the checkpoint's epoch, hexadecimal; empty = none
 * @param recent results of the closed days after the checkpoint, by day
 * @param calibrations the newest calibration epochs, by epoch
 * @param certifiedBlockHex block that counts as never adjusted; empty while unknown
 * @param cases its cases, by kind
 * @param refusedLevels levels that were not taken in, by reason
 * @param standingRefusal name of the refusal last published outside a closed day; empty = none
 * @param ground what its cases are worked out from again
 */
public record MeterState(
        String referenceMeterId,
        long testedDay,
        long referenceDay,
        long pairedBefore,
        long forcedBefore,
        MeterTrack checkpoint,
        String checkpointDigest,
        SortedMap<Long, DayResult> recent,
        SortedMap<Integer, CalibrationBlock> calibrations,
        String certifiedBlockHex,
        SortedMap<CaseKind, CaseFile> cases,
        SortedMap<String, Integer> refusedLevels,
        String standingRefusal,
        CaseGround ground) {
    /** No day yet. */
    public static final long NO_DAY = Long.MIN_VALUE;

    /** Copies the maps. */
    public MeterState {
        recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
        calibrations = Collections.unmodifiableSortedMap(new TreeMap<>(calibrations));
        cases = Collections.unmodifiableSortedMap(new TreeMap<>(cases));
        refusedLevels = Collections.unmodifiableSortedMap(new TreeMap<>(refusedLevels));
    }

    /** The open case of a kind. */
    public Optional<AccuracyCase> openCase(CaseKind kind) {
        return Optional.ofNullable(cases.get(kind)).flatMap(CaseFile::open);
    }

    /** Of a meter nothing is known of. */
    public static MeterState initial() {
        return new MeterState(
                "",
                NO_DAY,
                NO_DAY,
                NO_DAY,
                NO_DAY,
                MeterTrack.start(),
                "",
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                "",
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                "",
                CaseGround.NONE);
    }

    /** A copy to change and freeze again. */
    public Draft draft() {
        return new Draft(this);
    }

    /** A state in the making. Not thread-safe. */
    public static final class Draft {
        public String referenceMeterId;
        public long testedDay;
        public long referenceDay;
        public long pairedBefore;
        public long forcedBefore;
        public MeterTrack checkpoint;
        public String checkpointDigest;
        public final SortedMap<Long, DayResult> recent;
        public final SortedMap<Integer, CalibrationBlock> calibrations;
        public String certifiedBlockHex;
        public final SortedMap<CaseKind, CaseFile> cases;
        public final SortedMap<String, Integer> refusedLevels;
        public String standingRefusal;
        public final CaseGround.Draft ground;

        private Draft(MeterState from) {
            referenceMeterId = from.referenceMeterId;
            testedDay = from.testedDay;
            referenceDay = from.referenceDay;
            pairedBefore = from.pairedBefore;
            forcedBefore = from.forcedBefore;
            checkpoint = from.checkpoint;
            checkpointDigest = from.checkpointDigest;
            recent = new TreeMap<>(from.recent);
            calibrations = new TreeMap<>(from.calibrations);
            certifiedBlockHex = from.certifiedBlockHex;
            cases = new TreeMap<>(from.cases);
            refusedLevels = new TreeMap<>(from.refusedLevels);
            standingRefusal = from.standingRefusal;
            ground = from.ground.draft();
        }

        /** The finished state. */
        public MeterState freeze() {
            return freeze(ground.freeze());
        }

        /** The finished state with another ground. */
        MeterState freeze(CaseGround other) {
            return new MeterState(
                    referenceMeterId,
                    testedDay,
                    referenceDay,
                    pairedBefore,
                    forcedBefore,
                    checkpoint,
                    checkpointDigest,
                    recent,
                    calibrations,
                    certifiedBlockHex,
                    cases,
                    refusedLevels,
                    standingRefusal,
                    other);
        }
    }
}
