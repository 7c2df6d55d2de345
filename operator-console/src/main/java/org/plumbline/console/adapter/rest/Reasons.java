// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.CampaignPlanner;

/** Every change names its reason. */
final class Reasons {

    private Reasons() {}

    static String required(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > CampaignPlanner.TEXT_LIMIT) {
            throw new Problem(
                            "REASON_MISSING",
                            "A reason of 1 to " + CampaignPlanner.TEXT_LIMIT + " characters is needed.",
                            "Say why; it goes into the audit.")
                    .of("reason")
                    .exception(422);
        }
        return text;
    }
}
