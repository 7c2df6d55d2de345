// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import static org.plumbline.simulator.dlms.CosemObject.data;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.Checksums;
import org.plumbline.simulator.meter.ImageTransfer;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** Where each meter model keeps its calibration coefficients. */
final class CoefficientObjects {
    private CoefficientObjects() {}

    static List<CosemObject> of(MeterModel model) {
        return switch (model) {
            case PLB_ALPHA -> alphaObjects();
            case PLB_BETA -> betaObjects();
            case PLB_GAMMA -> gammaObjects();
        };
    }

    private static List<CosemObject> alphaObjects() {
        return List.of(
                data("0.128.96.14.80.255").with(2, meter -> new Octets(meter.activeBlockBytes())),
                data("0.128.96.14.81.255")
                        .with(2, meter -> new Octets(meter.pendingBlockBytes()))
                        .writable(2, WriteKind.PENDING_SET, octetsTo(SimulatedMeter::storePending)),
                data("0.128.96.14.82.255").with(2, meter -> CosemData.longUnsigned((int) meter.activeChecksum())),
                data("0.128.96.14.83.255")
                        .writable(
                                2,
                                WriteKind.CHECKSUM_SET,
                                (meter, value) -> value instanceof Number(int tag, long checksum)
                                                && tag == CosemData.LONG_UNSIGNED
                                        ? meter.storePendingChecksum((int) checksum)
                                        : WriteOutcome.Refused.typeUnmatched("checksum must be long-unsigned")));
    }

    private static List<CosemObject> betaObjects() {
        CosemObject scripts = new CosemObject(9, 0, "0.0.10.0.128.255")
                .with(
                        2,
                        meter -> CosemData.array(
                                List.of(CosemData.structure(CosemData.longUnsigned(1), CosemData.array(List.of())))))
                .method(
                        1,
                        WriteKind.ACTIVATE,
                        (meter, parameter) -> parameter instanceof Number(int tag, long script)
                                        && tag == CosemData.LONG_UNSIGNED
                                        && script == 1
                                ? meter.activatePending()
                                : WriteOutcome.Refused.other("no such script"));
        return List.of(
                data("1.128.96.50.10.255").with(2, meter -> BetaStructure.fromBlock(meter.activeBlockBytes())),
                data("1.128.96.50.11.255")
                        .with(2, meter -> BetaStructure.fromBlock(meter.pendingBlockBytes()))
                        .writable(
                                2,
                                WriteKind.PENDING_SET,
                                (meter, value) -> BetaStructure.toBlock(value)
                                        .map(meter::storePending)
                                        .orElseGet(() ->
                                                WriteOutcome.Refused.typeUnmatched("not the structure of a block"))),
                scripts);
    }

    private static List<CosemObject> gammaObjects() {
        return List.of(
                data("0.128.96.14.90.255").with(2, meter -> new Octets(meter.activeBlockBytes())),
                data("0.128.96.14.91.255").with(2, meter -> CosemData.doubleLongUnsigned(meter.activeChecksum())),
                imageTransfer());
    }

    private static CosemObject imageTransfer() {
        return new CosemObject(18, 0, "0.0.44.0.1.255")
                .with(2, meter -> CosemData.doubleLongUnsigned(ImageTransfer.BLOCK_OCTETS))
                .with(3, meter -> {
                    boolean[] blocks = meter.imageTransfer().transferredBlocks();
                    return new CosemData.Bits(IntStream.range(0, blocks.length)
                            .mapToObj(i -> blocks[i])
                            .toList());
                })
                .with(
                        4,
                        meter -> CosemData.doubleLongUnsigned(
                                meter.imageTransfer().firstNotTransferred()))
                .with(5, meter -> new Number(CosemData.BOOLEAN, 1))
                .with(
                        6,
                        meter -> CosemData.enumerated(
                                meter.imageTransfer().status().ordinal()))
                .with(7, meter -> imageToActivate(meter.imageTransfer()))
                .method(
                        1,
                        WriteKind.IMAGE_INITIATE,
                        (meter, parameter) -> parameter instanceof Compound(int tag, var parts)
                                        && parts.size() == 2
                                        && parts.get(0) instanceof Octets(byte[] identifier)
                                        && parts.get(1) instanceof Number(int sizeTag, long size)
                                ? meter.initiateImage(identifier, size)
                                : WriteOutcome.Refused.typeUnmatched("identifier and size expected"))
                .method(
                        2,
                        WriteKind.IMAGE_BLOCK,
                        (meter, parameter) -> parameter instanceof Compound(int tag, var parts)
                                        && parts.size() == 2
                                        && parts.get(0) instanceof Number(int numberTag, long number)
                                        && parts.get(1) instanceof Octets(byte[] block)
                                ? meter.storeImageBlock(number, block)
                                : WriteOutcome.Refused.typeUnmatched("block number and block expected"))
                .method(3, WriteKind.IMAGE_VERIFY, (meter, parameter) -> meter.verifyImage())
                .method(4, WriteKind.ACTIVATE, (meter, parameter) -> meter.activateImage());
    }

    private static CosemData imageToActivate(ImageTransfer image) {
        if (!image.complete()) {
            return CosemData.array(List.of());
        }
        byte[] octets = image.image();
        return CosemData.array(List.of(CosemData.structure(
                CosemData.doubleLongUnsigned(octets.length),
                new Octets(image.identifier()),
                new Octets(new OctetWriter()
                        .u32(Checksums.crc32(octets, octets.length - 4))
                        .toByteArray()))));
    }

    private static BiFunction<SimulatedMeter, CosemData, WriteOutcome> octetsTo(
            BiFunction<SimulatedMeter, byte[], WriteOutcome> access) {
        return (meter, value) -> value instanceof Octets(byte[] octets)
                ? access.apply(meter, octets)
                : WriteOutcome.Refused.typeUnmatched("octet-string expected");
    }
}
