// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Result of planning a campaign. */
public sealed interface PlanResult {

    /** @param members strictly rising by meterId */
    record Planned(List<PlannedMember> members) implements PlanResult {
        public Planned {
            members = List.copyOf(members);
        }

        /** Number of members of each wave in order. */
        public List<Integer> membersByWave() {
            SortedMap<Integer, Integer> counts = new TreeMap<>();
            members.forEach(member -> counts.merge(member.wave(), 1, Integer::sum));
            return List.copyOf(counts.values());
        }
    }

    /** The draft cannot become a campaign. */
    record Refused(Refusal refusal) implements PlanResult {}
}
