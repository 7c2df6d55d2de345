// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema.model;

/** Kinds of calibration coefficients, in the order in which a meter is adjusted: each presumes the ones before it. */
public enum Coefficient {
    /** A factor on all that is counted; set at the reference current and power factor 1. */
    GAIN,
    /** An angle between voltage and current; set at power factor 0.5. */
    PHASE,
    /** A power that is counted without load; set at the lowest current. */
    OFFSET
}
