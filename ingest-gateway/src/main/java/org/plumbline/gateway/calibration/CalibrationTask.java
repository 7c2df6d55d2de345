// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.schema.model.MeterModel;

/**
 * One verified order, ready to be executed.
 *
 * @param orderId SHA-256 of the order's content, hexadecimal
 * @param modelId meter model, e.g. {@code PLB-ALPHA}
 * @param base canonical block that must be active before the write
 * @param baseChecksum checksum the meter must report for it, unsigned
 * @param target canonical block to make active (absolute)
 * @param targetChecksum checksum of the target by the model's algorithm, unsigned
 * @param earlierIntent the journalled intent of an attempt that did not end, or null
 */
public record CalibrationTask(
        String orderId,
        String meterId,
        String modelId,
        Octets base,
        long baseChecksum,
        Octets target,
        long targetChecksum,
        @Nullable WriteIntent earlierIntent) {

    /** True when the expected block is one that its checksum contradicts (ERR-02): the target is put in its place. */
    boolean isRestore(MeterModel model) {
        return model.isBroken(base.toArray(), baseChecksum);
    }
}
