// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.schema.model.MeterModel;
import org.plumbline.schema.model.MeterModels;

/** Blocks and orders for tests. */
final class Orders {

    static final double FACTOR = 1.00437;

    private Orders() {}

    static MeterModel model(String name) {
        return MeterModels.named(name).orElseThrow();
    }

    /** A block of gain one with other fields that are not zero. */
    static byte[] base(String model) {
        return switch (model) {
            case "PLB-ALPHA" ->
                ByteBuffer.allocate(8)
                        .putShort((short) 0x0101)
                        .putInt(1 << 22)
                        .putShort((short) -7)
                        .array();
            case "PLB-BETA" -> {
                byte[] block = ByteBuffer.allocate(16)
                        .putShort((short) 2)
                        .putInt(-1234)
                        .putInt(-250)
                        .putShort((short) 9)
                        .array();
                yield ByteBuffer.wrap(block)
                        .putInt(12, FaultyMeter.crc32c(block))
                        .array();
            }
            case "PLB-GAMMA" -> {
                byte[] block = ByteBuffer.allocate(64)
                        .putInt(0x504C4243)
                        .putInt(0x03030000)
                        .putInt(1 << 20)
                        .putInt((1 << 20) + 5)
                        .putInt((1 << 20) - 5)
                        .putShort((short) 3)
                        .putShort((short) -3)
                        .putShort((short) 0)
                        .putInt(100)
                        .array();
                yield ByteBuffer.wrap(block)
                        .putInt(60, (int) FaultyMeter.crc32(block))
                        .array();
            }
            default -> throw new IllegalArgumentException(model);
        };
    }

    static byte[] target(String model) {
        return model(model).scaled(base(model), FACTOR);
    }

    static CalibrationTask task(String model, @Nullable WriteIntent earlier) {
        return task(model, base(model), target(model), earlier);
    }

    static CalibrationTask task(String model, byte[] base, byte[] target, @Nullable WriteIntent earlier) {
        MeterModel how = model(model);
        return new CalibrationTask(
                "5f2b61c0".repeat(8),
                "M-1",
                model,
                Octets.of(base),
                how.checksumOf(base),
                Octets.of(target),
                how.checksumOf(target),
                earlier);
    }
}
