// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.campaign.CampaignPlan;
import org.plumbline.calibrator.member.Member;

/** The contract's digest of a campaign's plan and members: what an approval covers. */
@FunctionalInterface
public interface MembersDigest {

    /**
     * The digest, hexadecimal.
     *
     * @param plan the plan the campaign came with; null when it came without
     * @throws IllegalArgumentException when the members do not rise strictly by meterId
     */
    String of(@Nullable CampaignPlan plan, List<Member> members);
}
