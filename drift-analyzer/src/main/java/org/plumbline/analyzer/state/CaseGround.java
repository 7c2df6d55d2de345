// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.DaySignal;
import org.plumbline.analyzer.metrology.paired.DayWitness;

/**
 * What a meter's cases are worked out from again when a day that may still change does: the cases as they stood before
 * those days, and of the days before them the little that judging the others asks for. Immutable.
 *
 * @param settled the cases as they stood after the last day that is not judged again, without commands
 * @param actedBefore days before this one are not judged again although they may still change, because something else than
 *     readings moved the cases after them; {@link MeterState#NO_DAY} where that is not so
 * @param ended cases that closed on a day that is judged again, by id
 * @param signals what the estimate of each day said, by day; of those judged again, and of days before them
 * @param witnesses days with an estimate that can no longer change, by day, as far back as a diagnosis looks
 * @param doubtedFrom days from this one on are judged with a reference in doubt; {@link #NO_DOUBT} where it is not
 */
public record CaseGround(
        SortedMap<CaseKind, CaseFile> settled,
        long actedBefore,
        SortedMap<String, AccuracyCase> ended,
        SortedMap<Long, DaySignal> signals,
        SortedMap<Long, DayWitness> witnesses,
        long doubtedFrom) {
    /** No day is doubted. */
    public static final long NO_DOUBT = Long.MAX_VALUE;

    /** Of a meter nothing is known of. */
    public static final CaseGround NONE = new CaseGround(
            Collections.emptySortedMap(),
            MeterState.NO_DAY,
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            NO_DOUBT);

    /** Copies the maps. */
    public CaseGround {
        settled = Collections.unmodifiableSortedMap(new TreeMap<>(settled));
        ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
        signals = Collections.unmodifiableSortedMap(new TreeMap<>(signals));
        witnesses = Collections.unmodifiableSortedMap(new TreeMap<>(witnesses));
    }

    /** Files as they are settled: without commands, and without those that never had a case. */
    public static SortedMap<CaseKind, CaseFile> settledAs(SortedMap<CaseKind, CaseFile> files) {
        SortedMap<CaseKind, CaseFile> settled = new TreeMap<>();
        files.forEach((kind, file) -> {
            CaseFile without = file.commandedAs(CaseFile.empty());
            if (!without.isEmpty()) {
                settled.put(kind, without);
            }
        });
        return settled;
    }

    /** A copy to change and freeze again. */
    Draft draft() {
        return new Draft(this);
    }

    /** A ground in the making. Not thread-safe. */
    public static final class Draft {
        public final SortedMap<CaseKind, CaseFile> settled;
        public long actedBefore;
        public final SortedMap<String, AccuracyCase> ended;
        public final TreeMap<Long, DaySignal> signals;
        public final TreeMap<Long, DayWitness> witnesses;
        public long doubtedFrom;

        private Draft(CaseGround from) {
            settled = new TreeMap<>(from.settled);
            actedBefore = from.actedBefore;
            ended = new TreeMap<>(from.ended);
            signals = new TreeMap<>(from.signals);
            witnesses = new TreeMap<>(from.witnesses);
            doubtedFrom = from.doubtedFrom;
        }

        /** What is judged from now on starts from these cases. */
        public void settle(SortedMap<CaseKind, CaseFile> files) {
            settled.clear();
            settled.putAll(settledAs(files));
        }

        CaseGround freeze() {
            return new CaseGround(settled, actedBefore, ended, signals, witnesses, doubtedFrom);
        }
    }
}
