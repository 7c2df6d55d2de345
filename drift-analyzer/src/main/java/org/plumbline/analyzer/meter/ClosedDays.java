// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.plumbline.analyzer.state.MeterState.NO_DAY;

import java.util.List;
import java.util.SortedSet;
import org.plumbline.analyzer.state.CaseGround;
import org.plumbline.analyzer.state.MeterState;

/** Closes the days of a meter that can be closed, computes those again that changed, and judges. Of one step. */
final class ClosedDays {
    private final MeterState.Draft draft;
    private final DayStore days;
    private final Pairing.Ready pairing;
    private final Judgement judgement;

    ClosedDays(String meterId, MeterState.Draft draft, DayStore days, Pairing.Ready pairing) {
        this.draft = draft;
        this.days = days;
        this.pairing = pairing;
        this.judgement = new Judgement(meterId, draft, pairing);
    }

    Judgement judgement() {
        return judgement;
    }

    /**
     * Days that close are judged one after the other, as if each had closed by itself; where a day before them changed, all
     * that may still change are judged again. So a case is opened on the same day whether its levels came in order, late
     * or before the registration.
     *
     * @param changed days with levels that are not known yet
     * @param again true to judge anew although no day has changed
     */
    void judge(SortedSet<Long> changed, boolean again, List<MeterOutput> outputs) {
        long other = hasMoreThanPairedDays() || again ? NO_DAY : Long.MAX_VALUE;
        doubt();
        boolean news = again && (draft.checkpoint.days() > 0 || !draft.recent.isEmpty());
        for (long day : changed) {
            boolean isOther = day < draft.pairedBefore
                    ? DayClosing.compute(draft, day, days, pairing)
                    : DayClosing.force(draft, day, days);
            news |= isOther;
            other = isOther ? Math.min(other, day) : other;
        }
        CaseBook told = CaseBook.of(draft);
        CaseBook book =
                other == Long.MAX_VALUE ? told : judgement.replayed(CaseBook.settled(draft), other, draft.pairedBefore);
        long keptFrom = DayClosing.keptFrom(draft);
        long pairedBefore = Math.max(draft.pairedBefore, DayClosing.pairedBefore(draft));
        boolean closed = false;
        for (long day = Math.max(draft.pairedBefore, keptFrom); day < pairedBefore; day++) {
            draft.pairedBefore = day + 1;
            if (DayClosing.compute(draft, day, days, pairing)) {
                Judgement.Known known = judgement.after(day);
                judgement.tell(known, outputs);
                book = judgement.moved(book, day, known);
                book.tellSince(told, outputs);
                told = book;
                closed = true;
                news = false;
            }
        }
        draft.pairedBefore = pairedBefore;
        news |= forced(keptFrom, pairedBefore);
        news |= closed && hasMoreThanPairedDays();
        finish(told, book, news, outputs);
        if (news || closed) {
            draft.standingRefusal = "";
        }
    }

    private boolean forced(long keptFrom, long pairedBefore) {
        boolean news = false;
        long forcedBefore = Math.max(draft.forcedBefore, DayClosing.forcedBefore(draft));
        for (long day = Math.max(Math.max(draft.forcedBefore, pairedBefore), keptFrom); day < forcedBefore; day++) {
            news |= DayClosing.force(draft, day, days);
        }
        draft.forcedBefore = forcedBefore;
        return news;
    }

    private void finish(CaseBook told, CaseBook book, boolean news, List<MeterOutput> outputs) {
        CaseBook last = book;
        if (news || hasMoreThanPairedDays()) {
            Judgement.Known newest = judgement.newest();
            if (news) {
                judgement.tell(newest, outputs);
            }
            last = hasMoreThanPairedDays() ? judgement.movedByAll(book, newest) : book;
        }
        last.tellSince(told, outputs);
        last.putInto(draft);
    }

    /** True when the cases as they stand rest on more than the days that both meters passed, each judged in its turn. */
    private boolean hasMoreThanPairedDays() {
        boolean forced = !draft.recent.tailMap(draft.pairedBefore).isEmpty();
        return forced
                || draft.ground.doubtedFrom != CaseGround.NO_DOUBT && draft.pairedBefore <= draft.ground.doubtedFrom;
    }

    /** A reference is in doubt from the day on that is judged next. */
    private void doubt() {
        if (!pairing.inDoubt()) {
            draft.ground.doubtedFrom = CaseGround.NO_DOUBT;
        } else if (draft.ground.doubtedFrom == CaseGround.NO_DOUBT) {
            draft.ground.doubtedFrom = draft.pairedBefore;
        }
    }
}
