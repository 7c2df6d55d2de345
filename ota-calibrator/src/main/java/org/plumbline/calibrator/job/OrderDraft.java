// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.job;

import java.time.Instant;
import org.plumbline.calibrator.member.CorrectionTarget;

/**
 * An order before it is signed.
 *
 * @param sequence rises strictly per meter, from 1
 * @param issuedAt wall-clock time of issue, whole milliseconds
 * @param expiresAt wall-clock time after which no changing frame may be sent
 */
public record OrderDraft(
        String meterId,
        long sequence,
        String campaignId,
        String caseId,
        CorrectionTarget target,
        Instant issuedAt,
        Instant expiresAt) {}
