// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.holds;

/** May a meter be changed? */
public sealed interface HoldDecision {

    /** No hold is in force. */
    record Free() implements HoldDecision {}

    /** A hold is in force. */
    record Held(String scope, String reason) implements HoldDecision {}

    /** The view is older than one second: nothing may be changed. */
    record Unknown() implements HoldDecision {}
}
