// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.calibration.WriteIntent;

/**
 * One order as far as it has come.
 *
 * @param digest SHA-256 over the order's octets as received, hexadecimal
 * @param intent null until the first changing frame is about to be sent
 * @param outcome null until the order has ended
 */
public record JournalEntry(
        String orderId,
        String digest,
        long sequence,
        @Nullable WriteIntent intent,
        @Nullable OrderOutcome outcome) {}
