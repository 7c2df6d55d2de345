// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.pacing;

/** Who asks for a session. Each lane has a share of every limit that the other cannot take. */
public enum Lane {
    /** Readings by the schedule. */
    POLL,
    /** Orders and on-demand reads. */
    ORDER;

    Lane other() {
        return this == POLL ? ORDER : POLL;
    }
}
