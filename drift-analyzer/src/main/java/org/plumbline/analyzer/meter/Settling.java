// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.meter;

import static org.plumbline.analyzer.state.MeterState.NO_DAY;

import java.util.Optional;
import org.plumbline.analyzer.metrology.paired.DayResult;
import org.plumbline.analyzer.metrology.paired.DayWitness;
import org.plumbline.analyzer.state.CaseGround;
import org.plumbline.analyzer.state.MeterState;

/** Up to where the cases of a meter are no longer worked out again. */
final class Settling {
    private Settling() {}

    /**
     * Something else than a reading moved the cases: a person, an order and its outcome, a calibration epoch, a profile
     * that was withdrawn. It rests on what was judged until then, and that is not judged again.
     */
    static void acted(MeterState.Draft draft) {
        draft.ground.settle(draft.cases);
        draft.ground.ended.clear();
        draft.ground.actedBefore = draft.pairedBefore;
        forgetTheAct(draft, DayClosing.keptFrom(draft));
    }

    /** The meter is compared anew: its cases stand, its days are others. */
    static void anew(MeterState.Draft draft) {
        acted(draft);
        draft.ground.signals.clear();
        draft.ground.witnesses.clear();
        draft.ground.doubtedFrom = CaseGround.NO_DOUBT;
    }

    /**
     * Days before one can no longer change; called while their results are still known.
     *
     * @param judgement empty where there is nothing to judge by: then all that was judged stands
     */
    static void before(MeterState.Draft draft, long keptFrom, Optional<Judgement> judgement) {
        CaseBook now = CaseBook.of(draft);
        if (!now.isSettledAs(draft.ground.settled)) {
            if (judgement.isPresent()) {
                CaseBook settled = judgement
                        .get()
                        .replayed(CaseBook.settled(draft), NO_DAY, Math.min(keptFrom, draft.pairedBefore));
                draft.ground.settle(settled.files());
                draft.ground.ended.clear();
                draft.ground.ended.putAll(now.endedAfter(settled));
            } else {
                acted(draft);
            }
        }
        forgetTheAct(draft, keptFrom);
        forget(draft, keptFrom);
    }

    private static void forgetTheAct(MeterState.Draft draft, long keptFrom) {
        if (keptFrom != NO_DAY && draft.ground.actedBefore <= keptFrom) {
            draft.ground.actedBefore = NO_DAY;
        }
    }

    private static void forget(MeterState.Draft draft, long keptFrom) {
        draft.recent.headMap(keptFrom).values().forEach(day -> {
            if (day instanceof DayResult.Estimate estimate) {
                draft.ground.witnesses.put(day.epochDay(), DayWitness.of(estimate));
            }
        });
        // The first day that may still change is looked at with those before it, and with the last before them.
        long lookedAtFrom = DayClosing.lookedAtFrom(keptFrom + 1);
        draft.ground.witnesses.headMap(lookedAtFrom).clear();
        Long last = draft.ground.signals.lowerKey(lookedAtFrom);
        if (last != null) {
            draft.ground.signals.headMap(last).clear();
        }
    }
}
