// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.checks;

import org.plumbline.analyzer.metrology.checks.HourLevel;
import org.plumbline.analyzer.metrology.checks.PollSample;

/** What a reading is to the checks. */
public sealed interface CheckInput {
    /** Registers of one moment. */
    record Poll(PollSample sample) implements CheckInput {}

    /** A load profile row on a full hour. */
    record Level(HourLevel level) implements CheckInput {}

    /** A poll that cannot be used. */
    record Unusable(String reason) implements CheckInput {}

    /** Of no interest. */
    record Nothing() implements CheckInput {}
}
