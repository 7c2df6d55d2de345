// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.casework;

import java.util.Optional;

/**
 * What a person asks of a case.
 *
 * @param reason why; the note itself for NOTE
 * @param code DISMISS: why, of a fixed vocabulary
 * @param assignee ASSIGN: who looks after the case; empty = nobody
 */
public record CaseRequest(CaseAction action, String reason, Optional<DismissalCode> code, String assignee) {}
