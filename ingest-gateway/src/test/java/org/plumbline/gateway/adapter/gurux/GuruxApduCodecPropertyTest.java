// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.adapter.gurux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.CosemValue.IntegerType;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;
import org.plumbline.gateway.dlms.CosemValueDecoder;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;

class GuruxApduCodecPropertyTest {

    private static final CosemAttribute SERIAL = new CosemAttribute(1, ObisCode.parse("0.0.96.1.0.255"), 2);

    @Property(tries = 300)
    void valuesThatAreWrittenDecodeToThemselves(@ForAll("values") CosemValue value) {
        byte[] request = new GuruxApduCodec(4_096).set(SERIAL, value);

        assertEquals(value, CosemValueDecoder.decode(Arrays.copyOfRange(request, 13, request.length)));
    }

    @Provide
    static Arbitrary<CosemValue> values() {
        Arbitrary<CosemValue> integers = Arbitraries.of(
                        IntegerType.INTEGER,
                        IntegerType.LONG,
                        IntegerType.DOUBLE_LONG,
                        IntegerType.LONG64,
                        IntegerType.UNSIGNED,
                        IntegerType.LONG_UNSIGNED,
                        IntegerType.DOUBLE_LONG_UNSIGNED,
                        IntegerType.ENUM)
                .flatMap(type -> Arbitraries.longs()
                        .between(type.minimum(), type.maximum())
                        .map(number -> (CosemValue) new IntegerValue(type, number)));
        Arbitrary<CosemValue> octets = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(200)
                .map(content -> (CosemValue) CosemValue.OctetString.of(content));
        Arbitrary<CosemValue> simple =
                Arbitraries.oneOf(integers, octets, Arbitraries.of(true, false).map(CosemValue.BooleanValue::new));
        Arbitrary<CosemValue> structures = simple.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(elements -> (CosemValue) new CosemValue.Structure(elements));
        return Combinators.combine(Arbitraries.oneOf(simple, structures), Arbitraries.of(true, false))
                .as((value, nested) ->
                        nested ? new CosemValue.Structure(List.of(value, CosemValue.longUnsigned(7))) : value);
    }

    @Property(tries = 1_000)
    void anyOctetsGiveAReplyOrADeclaredFault(@ForAll @Size(min = 1, max = 40) byte[] octets) {
        requireReplyOrDeclaredFault(octets);
    }

    @Example
    void aBlockWithoutALengthIsADeclaredFault() {
        requireReplyOrDeclaredFault(new byte[] {0, 2, 0, 0, 0, 0, 0, 0, 0});
        requireReplyOrDeclaredFault(HexFormat.of().parseHex("c402c41e40e10680009b7e"));
    }

    private static void requireReplyOrDeclaredFault(byte[] octets) {
        GuruxApduCodec fresh = new GuruxApduCodec(1_024);
        fresh.get(SERIAL);
        octets[0] = (byte) 0xC4;
        try {
            fresh.decode(octets);
        } catch (MeterFaultException declared) {
            assertTrue(
                    declared.fault() instanceof MeterFault.CodecFailed
                            || declared.fault() instanceof MeterFault.GuardViolated,
                    declared.fault()::toString);
        }
    }
}
