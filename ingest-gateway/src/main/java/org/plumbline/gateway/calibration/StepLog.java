// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.util.ArrayList;
import java.util.List;

/** Collects the steps of one attempt; at most a few dozen. */
final class StepLog {

    private final List<CalibrationStep> steps = new ArrayList<>();

    void add(String name, String detail) {
        steps.add(new CalibrationStep(name, detail));
    }

    List<CalibrationStep> toList() {
        return List.copyOf(steps);
    }
}
