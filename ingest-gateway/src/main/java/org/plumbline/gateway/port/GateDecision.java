// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import org.plumbline.gateway.dlms.MeterFault;

/** May the next frame go out? */
public sealed interface GateDecision {

    record Open() implements GateDecision {}

    /** @param fault why not: LeaseLost, HoldActive or OrderExpired */
    record Shut(MeterFault fault) implements GateDecision {}
}
