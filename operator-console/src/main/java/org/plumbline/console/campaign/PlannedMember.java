// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import org.plumbline.console.fleet.Proposal;

/**
 * One meter of a planned campaign.
 *
 * @param wave counted from 1
 */
public record PlannedMember(String meterId, String caseId, int wave, Proposal target) {}
