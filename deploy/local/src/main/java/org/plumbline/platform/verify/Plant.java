// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.platform.verify;

/** What was planted in a meter, and so what must become of it. */
public enum Plant {
    /** Nothing: must not be flagged. */
    NONE,
    /** An error beyond the limit and inside the caps: flagged, corrected, proven, closed. */
    CORRECTABLE,
    /** A clear error inside the limit: must not be flagged. */
    INSIDE_LIMIT,
    /** An error beyond the caps: flagged, with REPLACE as the action, and never written to. */
    BEYOND_CAPS,
    /** Registers of 1 kWh: refused by name, not flagged. */
    COARSE_REGISTER
}
