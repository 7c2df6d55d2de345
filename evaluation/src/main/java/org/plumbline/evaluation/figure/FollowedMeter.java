// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.evaluation.figure;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.meter.MemoryDays;
import org.plumbline.analyzer.meter.MeterFollower;
import org.plumbline.analyzer.meter.MeterOutput;
import org.plumbline.analyzer.meter.Pairing;
import org.plumbline.analyzer.state.Level;
import org.plumbline.analyzer.state.Level.Side;
import org.plumbline.analyzer.state.MeterState;
import org.plumbline.analyzer.state.MeterStateCodec;

/** One meter followed level by level as the topology does it, with its days in memory. Not thread-safe. */
final class FollowedMeter {
    static final String REFERENCE = "reference";

    private final Pairing pairing;
    private final MemoryDays days = new MemoryDays();
    private final List<MeterOutput> outputs = new ArrayList<>();
    private MeterState state = MeterState.initial();

    FollowedMeter(Pairing pairing) {
        this.pairing = pairing;
    }

    /** A level and whose it is. */
    record Seen(Side side, Level level) {}

    void see(Seen seen) {
        String reference = seen.side() == Side.REFERENCE ? REFERENCE : "";
        MeterFollower.Step step =
                MeterFollower.onLevel("meter", state, seen.side(), reference, seen.level(), days, () -> pairing);
        step.changed().ifPresent(next -> state = next);
        outputs.addAll(step.outputs());
    }

    MeterState state() {
        return state;
    }

    /** The state without its cases: a case records what was known on the day it was opened. */
    byte[] evidence() {
        MeterState.Draft draft = state.draft();
        draft.cases.clear();
        return MeterStateCodec.encode(draft.freeze());
    }

    List<MeterOutput> outputs() {
        return outputs;
    }
}
