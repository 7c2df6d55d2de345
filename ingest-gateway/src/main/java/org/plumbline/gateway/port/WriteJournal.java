// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.util.List;
import org.plumbline.gateway.calibration.CalibrationStep;
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

    /**
     * Makes durable what a meter with a checksum failure (ERR-02) said, before anything of it is changed. A journal that
     * keeps no archive permits no restore.
     *
     * @throws RuntimeException when it is not durable; nothing is written then
     */
    default void archive(List<CalibrationStep> archive) {
        throw new UnsupportedOperationException("this journal keeps no archive");
    }
}
