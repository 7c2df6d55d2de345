// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.port;

import java.util.Optional;

/** The emergency stops in force. */
@FunctionalInterface
public interface Holds {

    /** Why nothing may be released in this campaign now; empty when nothing forbids it. */
    Optional<String> onCampaign(String campaignId);
}
