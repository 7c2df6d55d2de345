// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.adapter.file;

import java.util.List;
import org.plumbline.simulator.fault.FaultRule;
import org.plumbline.simulator.fault.LinkFaults;
import org.plumbline.simulator.meter.Happening;

/** What a fault file holds: faults that strike once, things that happen, random faults on all links. */
public record FaultScript(
        List<FaultRule> faults, List<Happening.Scheduled> happenings, LinkFaults.Settings linkFaults) {
    /** A script of nothing. */
    public static FaultScript empty() {
        return new FaultScript(List.of(), List.of(), LinkFaults.Settings.none());
    }
}
