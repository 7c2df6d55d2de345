// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import org.plumbline.gateway.calibration.WriteIntent;

/** Where the intent to change a meter is made durable. */
public interface WriteJournal {

    /**
     * Returns only when the intent is durable. Called before the first changing frame of every attempt; the same intent
     * again is harmless.
     *
     * @throws org.plumbline.gateway.GatewayException when it cannot be made durable; nothing is written then
     */
    void intend(WriteIntent intent);
}
