// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.dlms.CosemData.Compound;
import org.plumbline.simulator.dlms.CosemData.Number;
import org.plumbline.simulator.dlms.CosemData.Octets;
import org.plumbline.simulator.meter.Checksums;
import org.plumbline.simulator.meter.ImageTransfer;
import org.plumbline.simulator.meter.MeterPlan;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/** All COSEM objects of one meter, and which of them each association sees. Immutable. */
public final class ObjectModel {
    static final int CLASS_ASSOCIATION = 15;
    static final ObisCode CURRENT_ASSOCIATION = ObisCode.parse("0.0.40.0.0.255");

    private static final int UNIT_WATT_HOUR = 30;
    private static final int UNIT_WATT = 27;
    private static final int UNIT_CELSIUS = 9;
    private static final String ENERGY = "1.0.1.8.0.255";
    private static final String CLOCK = "0.0.1.0.0.255";
    private static final String STATUS = "0.0.96.10.1.255";
    private static final String TEMPERATURE = "0.0.96.9.0.255";
    private static final String CHANGE_COUNTER = "0.0.96.2.10.255";

    private final SimulatedMeter meter;
    private final List<CosemObject> publicObjects;
    private final List<CosemObject> managementObjects;
    private final Map<Key, CosemObject> publicIndex;
    private final Map<Key, CosemObject> managementIndex;

    private record Key(int classId, ObisCode name) {}

    public ObjectModel(SimulatedMeter meter) {
        this.meter = meter;
        MeterPlan plan = meter.plan();
        CosemObject deviceName = constant("0.0.42.0.0.255", new Octets(plan.logicalDeviceName()));
        CosemObject counter =
                data("0.0.43.1.0.255").with(2, () -> CosemData.doubleLongUnsigned(meter.highestClientCounter()));
        CosemObject clock = clock();
        this.publicObjects = List.of(deviceName, counter, clock);
        List<CosemObject> common = List.of(
                deviceName,
                counter,
                clock,
                constant("0.0.96.1.0.255", ascii(plan.rating().serialNumber())),
                constant("1.0.0.2.0.255", ascii(plan.rating().firmware())),
                data(CHANGE_COUNTER).with(2, () -> CosemData.doubleLongUnsigned(meter.changeCounter())),
                data(STATUS).with(2, () -> CosemData.unsigned(meter.snapshot().status())),
                register(ENERGY, plan.rating().registerScaler(), UNIT_WATT_HOUR)
                        .with(
                                2,
                                () -> CosemData.doubleLongUnsigned(
                                        meter.snapshot().registerRaw())),
                register("1.0.1.7.0.255", 0, UNIT_WATT)
                        .with(
                                2,
                                () -> CosemData.doubleLongUnsigned(
                                        meter.snapshot().powerWatts())),
                register(TEMPERATURE, -1, UNIT_CELSIUS)
                        .with(
                                2,
                                () -> new Number(
                                        CosemData.LONG, meter.snapshot().temperatureDecicelsius())),
                profile());
        this.managementObjects =
                Stream.concat(common.stream(), coefficientObjects().stream()).toList();
        this.publicIndex = index(publicObjects);
        this.managementIndex = index(managementObjects);
    }

    public SimulatedMeter meter() {
        return meter;
    }

    @Nullable
    CosemObject find(boolean management, int classId, ObisCode name) {
        return (management ? managementIndex : publicIndex).get(new Key(classId, name));
    }

    /** The association object a client sees under the name of the current association. */
    CosemObject currentAssociation(boolean management, int clientSap) {
        List<CosemObject> visible = management ? managementObjects : publicObjects;
        CosemObject association = new CosemObject(CLASS_ASSOCIATION, 1, "0.0.40.0.0.255");
        return association
                .with(2, () -> {
                    List<CosemData> list = new ArrayList<>();
                    list.add(association.listElement(management));
                    visible.forEach(object -> list.add(object.listElement(management)));
                    return CosemData.array(list);
                })
                .with(3, () -> CosemData.structure(CosemData.integer(clientSap), CosemData.longUnsigned(1)))
                .with(8, () -> CosemData.enumerated(2));
    }

    private List<CosemObject> coefficientObjects() {
        return switch (meter.plan().model()) {
            case PLB_ALPHA -> alphaObjects();
            case PLB_BETA -> betaObjects();
            case PLB_GAMMA -> gammaObjects();
        };
    }

    private List<CosemObject> alphaObjects() {
        return List.of(
                data("0.128.96.14.80.255").with(2, () -> new Octets(meter.activeBlockBytes())),
                data("0.128.96.14.81.255")
                        .with(2, () -> new Octets(meter.pendingBlockBytes()))
                        .writable(2, WriteKind.PENDING_SET, octetsTo(meter::storePending)),
                data("0.128.96.14.82.255").with(2, () -> CosemData.longUnsigned(crc16(meter.activeBlockBytes()))),
                data("0.128.96.14.83.255")
                        .writable(
                                2,
                                WriteKind.CHECKSUM_SET,
                                value -> value instanceof Number(int tag, long checksum)
                                                && tag == CosemData.LONG_UNSIGNED
                                        ? meter.storePendingChecksum((int) checksum)
                                        : WriteOutcome.Refused.typeUnmatched("checksum must be long-unsigned")));
    }

    private List<CosemObject> betaObjects() {
        CosemObject scripts = new CosemObject(9, 0, "0.0.10.0.128.255")
                .with(
                        2,
                        () -> CosemData.array(
                                List.of(CosemData.structure(CosemData.longUnsigned(1), CosemData.array(List.of())))))
                .method(
                        1,
                        WriteKind.ACTIVATE,
                        parameter -> parameter instanceof Number(int tag, long script)
                                        && tag == CosemData.LONG_UNSIGNED
                                        && script == 1
                                ? meter.activatePending()
                                : WriteOutcome.Refused.other("no such script"));
        return List.of(
                data("1.128.96.50.10.255").with(2, () -> BetaStructure.fromBlock(meter.activeBlockBytes())),
                data("1.128.96.50.11.255")
                        .with(2, () -> BetaStructure.fromBlock(meter.pendingBlockBytes()))
                        .writable(
                                2,
                                WriteKind.PENDING_SET,
                                value -> BetaStructure.toBlock(value)
                                        .map(meter::storePending)
                                        .orElseGet(() ->
                                                WriteOutcome.Refused.typeUnmatched("not the structure of a block"))),
                scripts);
    }

    private List<CosemObject> gammaObjects() {
        return List.of(
                data("0.128.96.14.90.255").with(2, () -> new Octets(meter.activeBlockBytes())),
                data("0.128.96.14.91.255").with(2, () -> {
                    byte[] block = meter.activeBlockBytes();
                    return CosemData.doubleLongUnsigned(Checksums.crc32(block, block.length - 4));
                }),
                imageTransfer());
    }

    private CosemObject imageTransfer() {
        ImageTransfer image = meter.imageTransfer();
        return new CosemObject(18, 0, "0.0.44.0.1.255")
                .with(2, () -> CosemData.doubleLongUnsigned(ImageTransfer.BLOCK_OCTETS))
                .with(3, () -> {
                    boolean[] blocks = image.transferredBlocks();
                    return new CosemData.Bits(IntStream.range(0, blocks.length)
                            .mapToObj(i -> blocks[i])
                            .toList());
                })
                .with(4, () -> CosemData.doubleLongUnsigned(image.firstNotTransferred()))
                .with(5, () -> new Number(CosemData.BOOLEAN, 1))
                .with(6, () -> CosemData.enumerated(image.status().ordinal()))
                .with(7, () -> image.complete() ? imageToActivate(image) : CosemData.array(List.of()))
                .method(
                        1,
                        WriteKind.IMAGE_INITIATE,
                        parameter -> parameter instanceof Compound(int tag, var parts)
                                        && parts.size() == 2
                                        && parts.get(0) instanceof Octets(byte[] identifier)
                                        && parts.get(1) instanceof Number(int sizeTag, long size)
                                ? meter.initiateImage(identifier, size)
                                : WriteOutcome.Refused.typeUnmatched("identifier and size expected"))
                .method(
                        2,
                        WriteKind.IMAGE_BLOCK,
                        parameter -> parameter instanceof Compound(int tag, var parts)
                                        && parts.size() == 2
                                        && parts.get(0) instanceof Number(int numberTag, long number)
                                        && parts.get(1) instanceof Octets(byte[] block)
                                ? meter.storeImageBlock(number, block)
                                : WriteOutcome.Refused.typeUnmatched("block number and block expected"))
                .method(3, WriteKind.IMAGE_VERIFY, parameter -> meter.verifyImage())
                .method(4, WriteKind.ACTIVATE, parameter -> meter.activateImage());
    }

    private static CosemData imageToActivate(ImageTransfer image) {
        byte[] octets = image.image();
        return CosemData.array(List.of(CosemData.structure(
                CosemData.doubleLongUnsigned(octets.length),
                new Octets(image.identifier()),
                new Octets(new OctetWriter()
                        .u32(Checksums.crc32(octets, octets.length - 4))
                        .toByteArray()))));
    }

    private CosemObject clock() {
        return new CosemObject(8, 0, CLOCK)
                .with(2, () -> new Octets(CosemDateTime.encoded(meter.snapshot().clockEpochSecond())))
                .with(3, () -> new Number(CosemData.LONG, 0))
                .with(4, () -> CosemData.unsigned(0))
                .with(7, () -> CosemData.integer(0))
                .with(8, () -> new Number(CosemData.BOOLEAN, 0))
                .with(9, () -> CosemData.enumerated(1));
    }

    private CosemObject profile() {
        List<CosemData> columns = List.of(
                column(8, CLOCK),
                column(1, STATUS),
                column(3, ENERGY),
                column(3, TEMPERATURE),
                column(1, CHANGE_COUNTER));
        return new CosemObject(7, 1, "1.0.99.1.0.255")
                .withEncoded(2, new ProfileBuffer(meter, columns))
                .with(3, () -> CosemData.array(columns))
                .with(4, () -> CosemData.doubleLongUnsigned(MeterPlan.CAPTURE_PERIOD_SECONDS))
                .with(5, () -> CosemData.enumerated(1))
                .with(6, () -> columns.getFirst())
                .with(7, () -> CosemData.doubleLongUnsigned(meter.profileEntriesInUse()))
                .with(8, () -> CosemData.doubleLongUnsigned(SimulatedMeter.PROFILE_CAPACITY));
    }

    private static CosemData column(int classId, String obis) {
        return CosemData.structure(
                CosemData.longUnsigned(classId),
                new Octets(ObisCode.parse(obis).octets()),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
    }

    private static CosemObject data(String obis) {
        return new CosemObject(1, 0, obis);
    }

    private static CosemObject constant(String obis, CosemData value) {
        return data(obis).with(2, () -> value);
    }

    private static CosemObject register(String obis, int scaler, int unit) {
        return new CosemObject(3, 0, obis)
                .with(3, () -> CosemData.structure(CosemData.integer(scaler), CosemData.enumerated(unit)));
    }

    private static CosemData ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static int crc16(byte[] block) {
        return Checksums.crc16X25(block, block.length);
    }

    private static Function<CosemData, WriteOutcome> octetsTo(Function<byte[], WriteOutcome> access) {
        return value -> value instanceof Octets(byte[] octets)
                ? access.apply(octets)
                : WriteOutcome.Refused.typeUnmatched("octet-string expected");
    }

    private static Map<Key, CosemObject> index(List<CosemObject> objects) {
        Map<Key, CosemObject> index = new HashMap<>();
        objects.forEach(object -> index.put(new Key(object.classId(), object.name()), object));
        return Map.copyOf(index);
    }
}
