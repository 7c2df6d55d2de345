// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.calibrator.member;

/**
 * One meter of a campaign with exactly what would be written.
 *
 * @param meterId meter
 * @param caseId case that proposes the change
 * @param wave wave, counted from 1
 * @param target what would be written
 */
public record Member(String meterId, String caseId, int wave, CorrectionTarget target) {}
