// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.analyzer.adapter.avro.CheckReadings;
import org.plumbline.analyzer.metrology.checks.CheckKind;
import org.plumbline.analyzer.metrology.checks.Verdict;
import org.plumbline.schema.avro.RegisterReading;

/** A meter's checks in memory, through the octets of its state. */
final class FollowedMeter {
    private byte[] octets = CheckStateCodec.encode(CheckState.initial());
    final List<CheckReport> reports = new ArrayList<>();
    int largestState;

    FollowedMeter take(Iterable<RegisterReading> readings) {
        for (RegisterReading reading : readings) {
            take(CheckReadings.of(reading.getMeterId(), reading));
        }
        return this;
    }

    void take(CheckInput input) {
        CheckState before = CheckStateCodec.decode(octets);
        CheckFollower.Step step = switch (input) {
            case CheckInput.Poll(var sample) -> CheckFollower.onPoll(before, sample);
            case CheckInput.Level(var level) -> CheckFollower.onLevel(before, level);
            case CheckInput.Unusable(String reason) -> CheckFollower.refused(before, reason);
            case CheckInput.Nothing nothing -> null;
        };
        if (step != null) {
            reports.addAll(step.reports());
            if (step.changed()) {
                octets = CheckStateCodec.encode(step.next());
                largestState = Math.max(largestState, octets.length);
            }
        }
    }

    byte[] octets() {
        return octets.clone();
    }

    CheckState state() {
        return CheckStateCodec.decode(octets);
    }

    Verdict.State stateOf(CheckKind kind) {
        return state().verdict(kind).state();
    }

    /** Checks that were ever reported in a state. */
    List<CheckKind> everIn(Verdict.State state) {
        return reports.stream()
                .flatMap(report -> report.results().stream())
                .filter(result -> result.verdict().state() == state)
                .map(CheckReport.Result::kind)
                .distinct()
                .toList();
    }
}
