// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.meter.Happening.Right;
import org.plumbline.simulator.meter.SimulatedMeter;
import org.plumbline.simulator.meter.WriteOutcome;
import org.plumbline.simulator.port.TruthLedger.WriteKind;

/**
 * One COSEM object of a meter type: its readable and writable attributes and its methods. Built once and shared by all
 * meters of the type, then unchanged.
 */
final class CosemObject {
    private static final int CLASS_DATA = 1;
    private static final int CLASS_REGISTER = 3;
    /** Access modes of an attribute in the object list; 3 is both. */
    private static final int MODE_READ = 1;

    private static final int MODE_WRITE = 2;

    private final int classId;
    private final int version;
    private final ObisCode name;
    private final String dottedName;
    private final Map<Integer, Reader> readers = new TreeMap<>();
    private final Map<Integer, Writer> writers = new TreeMap<>();
    private final Map<Integer, Writer> methods = new TreeMap<>();

    /** Which part of an attribute is asked for; selector 0 is all of it. */
    record Selection(int selector, CosemData parameters) {
        static final Selection ALL = new Selection(0, new CosemData.Null());
    }

    /** Gives the encoded value. */
    interface Reader {
        byte[] read(SimulatedMeter meter, Selection selection);
    }

    /**
     * A changing access.
     *
     * @param step what it is called in ledger and fault scripts
     * @param access executes it; the parameter is null-data where the client sent none
     */
    record Writer(WriteKind step, BiFunction<SimulatedMeter, CosemData, WriteOutcome> access) {}

    CosemObject(int classId, int version, String obis) {
        this.classId = classId;
        this.version = version;
        this.name = ObisCode.parse(obis);
        this.dottedName = obis;
        readers.put(1, (meter, selection) -> new CosemData.Octets(name.octets()).encoded());
    }

    static CosemObject data(String obis, Function<SimulatedMeter, CosemData> value) {
        return new CosemObject(CLASS_DATA, 0, obis).with(2, value);
    }

    /** A data object without a readable value. */
    static CosemObject data(String obis) {
        return new CosemObject(CLASS_DATA, 0, obis);
    }

    static CosemObject register(String obis, int scaler, int unit, Function<SimulatedMeter, CosemData> value) {
        CosemData scalerUnit = CosemData.structure(CosemData.integer(scaler), CosemData.enumerated(unit));
        return new CosemObject(CLASS_REGISTER, 0, obis).with(2, value).with(3, meter -> scalerUnit);
    }

    CosemObject with(int attribute, Function<SimulatedMeter, CosemData> value) {
        readers.put(attribute, (meter, selection) -> value.apply(meter).encoded());
        return this;
    }

    CosemObject withEncoded(int attribute, Reader reader) {
        readers.put(attribute, reader);
        return this;
    }

    CosemObject writable(int attribute, WriteKind step, BiFunction<SimulatedMeter, CosemData, WriteOutcome> access) {
        writers.put(attribute, new Writer(step, access));
        return this;
    }

    CosemObject method(int number, WriteKind step, BiFunction<SimulatedMeter, CosemData, WriteOutcome> access) {
        methods.put(number, new Writer(step, access));
        return this;
    }

    int classId() {
        return classId;
    }

    ObisCode name() {
        return name;
    }

    @Nullable
    Reader reader(int attribute) {
        return readers.get(attribute);
    }

    @Nullable
    Writer writer(int attribute) {
        return writers.get(attribute);
    }

    @Nullable
    Writer method(int number) {
        return methods.get(number);
    }

    /** Whether a meter has withdrawn a right on an attribute. */
    boolean isWithdrawn(SimulatedMeter meter, int attribute, Right right) {
        return meter.state(state -> state.isWithdrawn(classId, dottedName, attribute, right));
    }

    /** The element of an association's object list that describes this object. */
    CosemData listElement(SimulatedMeter meter, boolean mayWrite) {
        TreeMap<Integer, Integer> attributeModes = new TreeMap<>();
        for (int attribute : readers.keySet()) {
            attributeModes.put(attribute, isWithdrawn(meter, attribute, Right.READ) ? 0 : MODE_READ);
        }
        for (int attribute : writers.keySet()) {
            boolean writable = mayWrite && !isWithdrawn(meter, attribute, Right.WRITE);
            attributeModes.merge(attribute, writable ? MODE_WRITE : 0, Integer::sum);
        }
        var attributes = attributeModes.entrySet().stream()
                .map(mode -> CosemData.structure(
                        CosemData.integer(mode.getKey()), CosemData.enumerated(mode.getValue()), new CosemData.Null()))
                .toList();
        var rights = methods.keySet().stream()
                .map(number -> CosemData.structure(CosemData.integer(number), CosemData.enumerated(mayWrite ? 1 : 0)))
                .toList();
        return CosemData.structure(
                CosemData.longUnsigned(classId),
                CosemData.unsigned(version),
                new CosemData.Octets(name.octets()),
                CosemData.structure(CosemData.array(attributes), CosemData.array(rights)));
    }

    static CosemData ascii(String text) {
        return new CosemData.Octets(text.getBytes(StandardCharsets.US_ASCII));
    }
}
