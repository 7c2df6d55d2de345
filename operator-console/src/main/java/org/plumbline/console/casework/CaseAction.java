// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.casework;

/** What a person can ask of a case. */
public enum CaseAction {
    CONFIRM,
    DISMISS,
    ASSIGN,
    NOTE,
    REOPEN
}
