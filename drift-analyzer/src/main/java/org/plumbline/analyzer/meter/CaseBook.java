// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.analyzer.cases.AccuracyCase;
import org.plumbline.analyzer.cases.CalibrationBlock;
import org.plumbline.analyzer.cases.CaseFile;
import org.plumbline.analyzer.cases.CaseKind;
import org.plumbline.analyzer.cases.CaseLife;
import org.plumbline.analyzer.cases.CaseState;
import org.plumbline.analyzer.cases.CaseWatch;
import org.plumbline.analyzer.cases.CoefficientPlanner;
import org.plumbline.analyzer.cases.DaySignal;
import org.plumbline.analyzer.cases.Finding;
import org.plumbline.analyzer.cases.Plan;
import org.plumbline.analyzer.metrology.decision.Assessment;
import org.plumbline.analyzer.state.CaseGround;
import org.plumbline.analyzer.state.MeterState;

/**
 * All cases of a meter at one point of its days. Immutable.
 *
 * @param files by kind
 * @param ended cases that closed on a day that may be judged again, by id
 */
record CaseBook(SortedMap<CaseKind, CaseFile> files, SortedMap<String, AccuracyCase> ended) {
    private static final Plan NOT_JUDGED = new Plan.NoAdjustment(Plan.Action.NONE, "nothing is judged yet");

    /** Copies the maps. */
    CaseBook {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
    }

    /** As it stands now. */
    static CaseBook of(MeterState.Draft draft) {
        return new CaseBook(draft.cases, draft.ground.ended);
    }

    /** As it stood before the days that are judged again. */
    static CaseBook settled(MeterState.Draft draft) {
        return new CaseBook(draft.ground.settled, Collections.emptySortedMap());
    }

    /** Makes it the one that stands now; commands that came stay known. */
    void putInto(MeterState.Draft draft) {
        SortedMap<CaseKind, CaseFile> now = new TreeMap<>();
        for (CaseKind kind : CaseKind.values()) {
            CaseFile file = files.getOrDefault(kind, CaseFile.empty())
                    .commandedAs(draft.cases.getOrDefault(kind, CaseFile.empty()));
            if (!file.isEmpty()) {
                now.put(kind, file);
            }
        }
        draft.cases.clear();
        draft.cases.putAll(now);
        draft.ground.ended.clear();
        draft.ground.ended.putAll(ended);
    }

    /** True when the days between have changed nothing. */
    boolean isSettledAs(SortedMap<CaseKind, CaseFile> settled) {
        return ended.isEmpty() && CaseGround.settledAs(files).equals(settled);
    }

    /** Cases that closed on a day that may be judged again, seen from a later settled book. */
    SortedMap<String, AccuracyCase> endedAfter(CaseBook settled) {
        SortedMap<String, AccuracyCase> later = new TreeMap<>(ended);
        later.values().removeIf(one -> settled.isOver(one));
        return later;
    }

    private boolean isOver(AccuracyCase one) {
        CaseFile file = file(one.kind());
        return one.number() <= file.opened()
                && file.newest()
                        .filter(newest -> newest.number() == one.number())
                        .isEmpty();
    }

    private CaseFile file(CaseKind kind) {
        return files.getOrDefault(kind, CaseFile.empty());
    }

    /**
     * A day was judged.
     *
     * @param earlier see {@link CaseWatch#onFinding}
     * @param inForce coefficients of the evidence
     */
    CaseBook after(Finding finding, Iterable<DaySignal> earlier, Optional<CalibrationBlock> inForce) {
        SortedMap<CaseKind, CaseFile> nextFiles = new TreeMap<>(files);
        SortedMap<String, AccuracyCase> nextEnded = new TreeMap<>(ended);
        for (CaseKind kind : CaseKind.values()) {
            CaseFile file = file(kind);
            if (CaseWatch.isConcerned(kind, file, finding)) {
                Plan plan = finding.assessment() instanceof Assessment.Judged judged
                        ? CoefficientPlanner.plan(judged, inForce)
                        : file.open().map(AccuracyCase::plan).orElse(NOT_JUDGED);
                CaseWatch.onFinding(kind, file, finding, earlier, reason(kind, finding), plan)
                        .ifPresent(changed -> {
                            nextFiles.put(kind, file.with(changed));
                            if (!changed.isOpen()) {
                                nextEnded.put(changed.caseId(), changed);
                            }
                        });
            }
        }
        return new CaseBook(nextFiles, nextEnded);
    }

    /** Why a case of the kind would open. */
    private static String reason(CaseKind kind, Finding finding) {
        if (!(finding.assessment() instanceof Assessment.Judged judged)) {
            return "";
        }
        return switch (kind) {
            case MET_02 -> CaseLife.beyondLimit(finding, judged);
            case CONF_02, LOAD_01 -> judged.particulars().diagnosis().sentence();
        };
    }

    /** Says what is other than it was told before. */
    void tellSince(CaseBook before, List<MeterOutput> outputs) {
        for (CaseKind kind : CaseKind.values()) {
            SortedMap<Integer, AccuracyCase> was = before.byNumber(kind);
            SortedMap<Integer, AccuracyCase> now = byNumber(kind);
            SortedMap<Integer, AccuracyCase> all = new TreeMap<>(was);
            all.putAll(now);
            for (int number : new ArrayList<>(all.keySet())) {
                Optional<AccuracyCase> old = Optional.ofNullable(was.get(number));
                Optional<AccuracyCase> one = Optional.ofNullable(now.get(number));
                if (one.isPresent() && !one.equals(old)) {
                    tell(old, one.get(), outputs);
                } else if (one.isEmpty() && number > file(kind).opened()) {
                    AccuracyCase withdrawn = old.orElseThrow().withdrawn();
                    outputs.add(new MeterOutput.CaseChanged(withdrawn));
                    outputs.add(CaseKeeping.fact("CASE_WITHDRAWN", withdrawn, withdrawn.latest(), Map.of()));
                }
            }
        }
    }

    private SortedMap<Integer, AccuracyCase> byNumber(CaseKind kind) {
        SortedMap<Integer, AccuracyCase> numbered = new TreeMap<>();
        ended.values().stream().filter(one -> one.kind() == kind).forEach(one -> numbered.put(one.number(), one));
        file(kind).newest().ifPresent(one -> numbered.put(one.number(), one));
        return numbered;
    }

    private static void tell(Optional<AccuracyCase> old, AccuracyCase now, List<MeterOutput> outputs) {
        outputs.add(new MeterOutput.CaseChanged(now));
        if (old.isEmpty()) {
            outputs.add(CaseKeeping.fact("CASE_OPENED", now, now.evidence(), Map.of()));
        } else if (isRevised(old.get(), now)) {
            outputs.add(CaseKeeping.fact("CASE_REVISED", now, now.latest(), Map.of()));
        }
        if (now.state() instanceof CaseState.Closed closed
                && old.filter(each -> each.state().equals(closed)).isEmpty()) {
            outputs.add(CaseKeeping.closed(now, closed, now.latest()));
        }
    }

    /** Readings that came since show that it opened on another day, or is open still. */
    private static boolean isRevised(AccuracyCase old, AccuracyCase now) {
        return old.openedAtMillis() != now.openedAtMillis() || !old.isOpen() && now.isOpen();
    }
}
