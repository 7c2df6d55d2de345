// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.decision;

/** What can be adjusted in a meter, in the order in which it is done. */
public enum Coefficient {
    /** A factor on all that is counted. */
    GAIN,
    /** The angle between voltage and current. */
    PHASE,
    /** A power that is counted without load. */
    OFFSET
}
