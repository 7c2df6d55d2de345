// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import org.plumbline.calibrator.member.Pacing;

/** How many orders of a campaign are out. */
@FunctionalInterface
public interface Pace {

    /** True when one more may be released to a meter of the network segment. */
    boolean hasRoom(String campaignId, String segment, Pacing pacing);
}
