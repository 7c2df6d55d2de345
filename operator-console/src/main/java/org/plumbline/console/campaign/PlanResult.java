// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.List;

/** Result of planning a campaign. */
public sealed interface PlanResult {

    /** @param members strictly rising by meterId */
    record Planned(List<PlannedMember> members) implements PlanResult {
        public Planned {
            members = List.copyOf(members);
        }
    }

    /** The draft cannot become a campaign. */
    record Refused(Refusal refusal) implements PlanResult {}
}
