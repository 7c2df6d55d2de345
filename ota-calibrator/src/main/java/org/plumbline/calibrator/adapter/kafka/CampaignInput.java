// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.adapter.kafka;

import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.campaign.Wave.MemberProgress;
import org.plumbline.schema.avro.CampaignCommand;

/** What reaches a campaign; keyed by campaignId. */
sealed interface CampaignInput {

    /** A command as it was found; null for a tombstone. */
    record OfCommand(@Nullable CampaignCommand command) implements CampaignInput {}

    /** A member of a meter model moved. */
    record OfMember(String meterId, int wave, String model, MemberProgress progress) implements CampaignInput {}
}
