// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.plumbline.calibrator.member.MaintenanceWindow;
import org.plumbline.calibrator.member.Member;

/**
 * All that decides whether an order may be released to one meter, at one moment.
 *
 * @param campaignId campaign of the job
 * @param window when the campaign's plan lets orders be released
 * @param permitted true while the campaign runs under an approval of exactly this member and its wave has started
 * @param hold why nothing may be released; null when no hold is in force
 * @param meterBusy true while another job of the meter is active
 * @param outranked true while a campaign of higher priority, or an equal and earlier one, is permitted to take the meter
 * @param referenceKind kind of the estimate's reference profile; null when it is unknown or withdrawn
 * @param lastWrite field time of the last write; null when there was none
 * @param certifiedBlock block before the first write, hexadecimal; null when there was none
 * @param fieldNow field time
 */
public record GateSnapshot(
        String campaignId,
        Member member,
        MaintenanceWindow window,
        boolean permitted,
        @Nullable String hold,
        boolean meterBusy,
        boolean outranked,
        MeterKnowledge knowledge,
        @Nullable String referenceKind,
        @Nullable Instant lastWrite,
        @Nullable String certifiedBlock,
        Instant fieldNow) {}
