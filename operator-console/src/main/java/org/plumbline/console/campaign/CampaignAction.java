// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

/** What a person can ask of an existing campaign. */
public enum CampaignAction {
    APPROVE,
    START,
    PAUSE,
    RESUME,
    RETRY,
    ABORT
}
