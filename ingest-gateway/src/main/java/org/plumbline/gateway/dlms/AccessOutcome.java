// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/** What a meter says to one GET, SET or ACTION. A lost link is a {@link MeterFaultException} instead. */
public sealed interface AccessOutcome {

    /** @param value the attribute or return value; {@link CosemValue.NullData} where a service returns none */
    record Done(CosemValue value) implements AccessOutcome {}

    /** @param code data-access-result or action-result, 1..255 */
    record Refused(int code) implements AccessOutcome {}
}
