// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;
import org.plumbline.gateway.dlms.CosemValue.OctetString;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.CosemAccess;

/**
 * A meter in memory with the calibration objects of {@code docs/meter-models.md}, written from that page alone. Faults
 * strike at given accesses, counted over its life.
 */
final class FaultyMeter implements CosemAccess {

    /** What happens at an access. */
    enum Strike {
        LOST_BEFORE,
        LOST_AFTER,
        /** The access is executed, then the power fails: pending block and image transfer are gone. */
        REBOOT_AFTER,
        /** The power fails before the access is executed. */
        REBOOT_BEFORE
    }

    private static final AccessOutcome OK = new AccessOutcome.Done(new CosemValue.NullData());
    private static final AccessOutcome OTHER_REASON = new AccessOutcome.Refused(250);
    private static final AccessOutcome UNDEFINED = new AccessOutcome.Refused(4);

    private final String model;
    private final Map<Integer, Strike> strikes = new HashMap<>();
    private final Map<String, AccessOutcome> overrides = new HashMap<>();
    private byte[] active;
    private byte[] pending = {};
    private long changeCounter;
    private int activations;
    private int accesses;
    private byte[] image = {};
    private boolean[] blocks = {};
    private int imageStatus;
    private int imageBlocksStored;
    private boolean corruptChecksum;
    private int changes;
    private final List<CosemValue> certificationLog = new ArrayList<>();
    private boolean forgetsToLog;
    private boolean keepsErrorBit;

    FaultyMeter(String model, byte[] active, long changeCounter) {
        this.model = model;
        this.active = active.clone();
        this.changeCounter = changeCounter;
    }

    void strikeAt(int access, Strike strike) {
        strikes.put(access, strike);
    }

    /** Answers {@code outcome} to the access, e.g. "set 0.128.96.14.81.255", and executes nothing. */
    void answer(String access, AccessOutcome outcome) {
        overrides.put(access, outcome);
    }

    void reportWrongChecksum() {
        corruptChecksum = true;
    }

    /** Somebody else activates a block. */
    void activateElsewhere(byte[] block) {
        change(block);
    }

    /** Counted and, unless it forgets, logged. */
    private void change(byte[] block) {
        long before = shownChecksum();
        active = block.clone();
        corruptChecksum = false;
        changeCounter++;
        if (!forgetsToLog) {
            certificationLog.add(new CosemValue.Structure(List.of(
                    OctetString.of(new byte[12]),
                    CosemValue.doubleLongUnsigned(changeCounter),
                    CosemValue.longUnsigned(1),
                    CosemValue.doubleLongUnsigned(before),
                    CosemValue.doubleLongUnsigned(Orders.model(model).checksumOf(active)))));
        }
    }

    /** What is wrong with the memory is not only the block. */
    void keepErrorBit() {
        keepsErrorBit = true;
    }

    long shownChecksum() {
        var how = Orders.model(model);
        Integer storedAt = how.checksum().storedAt();
        return model.equals("PLB-BETA") && storedAt != null
                ? Integer.toUnsignedLong(ByteBuffer.wrap(active).getInt(storedAt))
                : how.checksumOf(active) ^ (corruptChecksum ? 1 : 0);
    }

    private boolean isBroken() {
        return Orders.model(model).isBroken(active, shownChecksum());
    }

    void forgetToLog() {
        forgetsToLog = true;
    }

    /** A change that the counter does not know. */
    void logAnother(long counter) {
        certificationLog.add(new CosemValue.Structure(List.of(
                OctetString.of(new byte[12]),
                CosemValue.doubleLongUnsigned(counter),
                CosemValue.longUnsigned(2),
                CosemValue.doubleLongUnsigned(0),
                CosemValue.doubleLongUnsigned(1))));
    }

    Octets active() {
        return Octets.of(active);
    }

    int activations() {
        return activations;
    }

    int accesses() {
        return accesses;
    }

    /** The meter is at work on an image, e.g. 2 = verification initiated, and stays so. */
    void imageStatus(int status) {
        imageStatus = status;
    }

    /** Accesses that may change the meter: SET and ACTION. */
    int changes() {
        return changes;
    }

    int imageBlocksStored() {
        return imageBlocksStored;
    }

    @Override
    public AccessOutcome get(CosemAttribute attribute) {
        return struck("get " + attribute.obis(), () -> read(attribute));
    }

    @Override
    public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
        changes++;
        return struck("set " + attribute.obis(), () -> write(attribute, value));
    }

    @Override
    public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
        changes++;
        return struck("invoke " + method.obis() + " " + method.index(), () -> execute(method, parameter));
    }

    private AccessOutcome struck(String access, java.util.function.Supplier<AccessOutcome> action) {
        accesses++;
        Strike strike = strikes.get(accesses);
        if (strike == Strike.LOST_BEFORE) {
            throw lost(access);
        }
        if (strike == Strike.REBOOT_BEFORE) {
            reboot();
            throw lost(access);
        }
        AccessOutcome overridden = overrides.get(access);
        AccessOutcome outcome = overridden != null ? overridden : action.get();
        if (strike == Strike.LOST_AFTER) {
            throw lost(access);
        }
        if (strike == Strike.REBOOT_AFTER) {
            reboot();
            throw lost(access);
        }
        return outcome;
    }

    private void reboot() {
        pending = new byte[0];
        imageStatus = 0;
        blocks = new boolean[0];
        image = new byte[0];
    }

    private AccessOutcome read(CosemAttribute attribute) {
        return switch (attribute.obis().toString()) {
            case "0.0.96.2.10.255" -> done(CosemValue.doubleLongUnsigned(changeCounter));
            case "1.0.99.99.0.255" ->
                attribute.index() == 7
                        ? done(CosemValue.doubleLongUnsigned(certificationLog.size()))
                        : done(new CosemValue.Array(certificationLog));
            case "0.0.97.97.0.255" -> done(CosemValue.doubleLongUnsigned(isBroken() || keepsErrorBit ? 1 << 10 : 0));
            case "0.0.99.98.0.255" -> attribute.index() == 7 ? done(CosemValue.doubleLongUnsigned(2)) : eventLog();
            case "0.128.96.14.80.255" -> octets("PLB-ALPHA", active);
            case "0.128.96.14.81.255" -> octets("PLB-ALPHA", pending);
            case "0.128.96.14.82.255" -> done(CosemValue.longUnsigned(crc16(active) ^ (corruptChecksum ? 1 : 0)));
            case "1.128.96.50.10.255" -> done(structure(active));
            case "1.128.96.50.11.255" -> done(structure(pending));
            case "0.128.96.14.90.255" -> octets("PLB-GAMMA", active);
            case "0.128.96.14.91.255" -> done(CosemValue.doubleLongUnsigned(crc32(active) ^ (corruptChecksum ? 1 : 0)));
            case "0.0.44.0.1.255" -> done(imageAttribute(attribute.index()));
            default -> UNDEFINED;
        };
    }

    private static AccessOutcome eventLog() {
        return done(new CosemValue.Array(List.of(event("07ea0301", 14), event("07ea0302", 10))));
    }

    private static CosemValue event(String time, int code) {
        return new CosemValue.Structure(
                List.of(OctetString.of(HexFormat.of().parseHex(time)), CosemValue.longUnsigned(code)));
    }

    private AccessOutcome octets(String of, byte[] block) {
        return model.equals(of) ? done(OctetString.of(block)) : UNDEFINED;
    }

    private CosemValue imageAttribute(int index) {
        return switch (index) {
            case 2 -> CosemValue.doubleLongUnsigned(16);
            case 4 -> CosemValue.doubleLongUnsigned(firstMissing());
            case 5 -> new CosemValue.BooleanValue(true);
            case 6 -> new IntegerValue(IntegerType.ENUM, imageStatus);
            default -> new CosemValue.NullData();
        };
    }

    private AccessOutcome write(CosemAttribute attribute, CosemValue value) {
        switch (attribute.obis().toString()) {
            case "0.128.96.14.81.255" -> {
                pending = ((OctetString) value).octets().toArray();
                return OK;
            }
            case "0.128.96.14.83.255" -> {
                boolean matches = pending.length > 0 && ((IntegerValue) value).value() == crc16(pending);
                return matches ? activate(pending) : OTHER_REASON;
            }
            case "1.128.96.50.11.255" -> {
                byte[] block = packed((CosemValue.Structure) value);
                if (ByteBuffer.wrap(block).getInt(12) != crc32c(block)) {
                    return OTHER_REASON;
                }
                pending = block;
                return OK;
            }
            default -> {
                return UNDEFINED;
            }
        }
    }

    private AccessOutcome execute(CosemAttribute method, CosemValue parameter) {
        if (method.obis().toString().equals("0.0.10.0.128.255")) {
            return pending.length > 0 && ((IntegerValue) parameter).value() == 1 ? activate(pending) : OTHER_REASON;
        }
        return switch (method.index()) {
            case 1 -> {
                image = new byte[64];
                blocks = new boolean[4];
                imageStatus = 1;
                yield OK;
            }
            case 2 -> storeBlock((CosemValue.Structure) parameter);
            case 3 -> {
                boolean sound = firstMissing() == 4 && ByteBuffer.wrap(image).getInt(60) == (int) crc32(image);
                imageStatus = sound ? 3 : 4;
                yield sound ? OK : OTHER_REASON;
            }
            case 4 -> {
                if (imageStatus != 3) {
                    yield OTHER_REASON;
                }
                imageStatus = 6;
                yield activate(image);
            }
            default -> UNDEFINED;
        };
    }

    private AccessOutcome storeBlock(CosemValue.Structure parameter) {
        int number = (int) ((IntegerValue) parameter.elements().get(0)).value();
        byte[] octets = ((OctetString) parameter.elements().get(1)).octets().toArray();
        if (imageStatus != 1 || octets.length != 16) {
            return OTHER_REASON;
        }
        System.arraycopy(octets, 0, image, number * 16, 16);
        blocks[number] = true;
        imageBlocksStored++;
        return OK;
    }

    private AccessOutcome activate(byte[] block) {
        pending = new byte[0];
        change(block);
        activations++;
        return OK;
    }

    private int firstMissing() {
        int number = 0;
        while (number < blocks.length && blocks[number]) {
            number++;
        }
        return number;
    }

    private static CosemValue structure(byte[] block) {
        if (block.length == 0) {
            return new CosemValue.NullData();
        }
        ByteBuffer in = ByteBuffer.wrap(block);
        return new CosemValue.Structure(List.of(
                CosemValue.longUnsigned(in.getShort() & 0xFFFF),
                new IntegerValue(IntegerType.DOUBLE_LONG, in.getInt()),
                new IntegerValue(IntegerType.DOUBLE_LONG, in.getInt()),
                new IntegerValue(IntegerType.LONG, in.getShort()),
                CosemValue.doubleLongUnsigned(Integer.toUnsignedLong(in.getInt()))));
    }

    private static byte[] packed(CosemValue.Structure structure) {
        long[] fields = structure.elements().stream()
                .mapToLong(element -> ((IntegerValue) element).value())
                .toArray();
        return ByteBuffer.allocate(16)
                .putShort((short) fields[0])
                .putInt((int) fields[1])
                .putInt((int) fields[2])
                .putShort((short) fields[3])
                .putInt((int) fields[4])
                .array();
    }

    static int crc16(byte[] octets) {
        int crc = 0xFFFF;
        for (byte octet : octets) {
            crc ^= octet & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x8408 : crc >>> 1;
            }
        }
        return crc ^ 0xFFFF;
    }

    static int crc32c(byte[] block) {
        CRC32C crc = new CRC32C();
        crc.update(block, 0, 12);
        return (int) crc.getValue();
    }

    static long crc32(byte[] block) {
        CRC32 crc = new CRC32();
        crc.update(Arrays.copyOf(block, 60));
        return crc.getValue();
    }

    private static AccessOutcome done(CosemValue value) {
        return new AccessOutcome.Done(value);
    }

    private static MeterFaultException lost(String access) {
        return new MeterFaultException(new MeterFault.ConnectionLost(access));
    }
}
