// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.AssociationObject;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.CosemAccess;

class MissingRightTest {

    private static final ObisCode PROFILE = ObisCode.parse("1.0.99.1.0.255");
    private static final ObisCode SCRIPTS = ObisCode.parse("0.0.10.0.128.255");

    private @Nullable CosemValue partners = new CosemValue.Structure(List.of(integer(1), CosemValue.longUnsigned(1)));
    private boolean linkBroken;

    @Test
    void theRightThatTheObjectListDoesNotGrantIsNamedWithItsClient() {
        assertEquals(
                "GET 1.0.99.1.0.255 attribute 2 refused with result 3; "
                        + "client 1 lacks READ on attribute 2 of 1.0.99.1.0.255 (class 7, access mode 0)",
                explained("GET", PROFILE, 2, 3).evidence());
        assertEquals(
                "SET 1.0.99.1.0.255 attribute 3 refused with result 13; "
                        + "client 1 lacks WRITE on attribute 3 of 1.0.99.1.0.255 (class 7, access mode 1)",
                explained("SET", PROFILE, 3, 13).evidence());
        assertEquals(
                "ACTION 0.0.10.0.128.255 attribute 1 refused with result 3; "
                        + "client 1 lacks INVOKE on method 1 of 0.0.10.0.128.255 (class 9, access mode 0)",
                explained("ACTION", SCRIPTS, 1, 3).evidence());
    }

    @Test
    void aRightThatIsGrantedIsDeniedBySomethingElse() {
        assertTrue(explained("GET", PROFILE, 3, 3)
                .evidence()
                .endsWith("(class 7, access mode 1), so the security policy denies it"));
    }

    @Test
    void anObjectThatIsNotListedIsNotSeen() {
        assertTrue(explained("GET", ObisCode.parse("1.0.1.8.0.255"), 2, 3)
                .evidence()
                .endsWith("client 1 lacks READ on attribute 2 of 1.0.1.8.0.255: it does not see the object"));
    }

    @Test
    void aMeterThatDoesNotNameTheClientIsStillAsked() {
        partners = null;
        assertTrue(explained("GET", PROFILE, 2, 3).evidence().contains("; this client lacks READ"));
    }

    @Test
    void whatIsNoDenialOrCannotBeExplainedStaysAsItIs() {
        MeterFault undefined = new MeterFault.AccessRefused("GET", PROFILE, 2, 4);
        assertSame(undefined, MissingRight.explained(undefined, access()));
        MeterFault lost = new MeterFault.ConnectionLost("GET");
        assertSame(lost, MissingRight.explained(lost, access()));
        linkBroken = true;
        assertEquals(new MeterFault.AccessRefused("GET", PROFILE, 2, 3), explained("GET", PROFILE, 2, 3));
    }

    @Test
    void aMissingRightIsDiagnosedAsTheDenialIs() {
        Diagnosis explained = Diagnosis.of(explained("GET", PROFILE, 2, 3));
        assertEquals(Diagnosis.of(new MeterFault.AccessRefused("GET", PROFILE, 2, 3)), explained);
        assertEquals(Diagnosis.Cause.RIGHT, explained.cause());
    }

    private MeterFault explained(String service, ObisCode obis, int attribute, int code) {
        return MissingRight.explained(new MeterFault.AccessRefused(service, obis, attribute, code), access());
    }

    private CosemAccess access() {
        return new CosemAccess() {
            @Override
            public AccessOutcome get(CosemAttribute attribute) {
                if (linkBroken) {
                    throw new MeterFaultException(new MeterFault.ConnectionLost("GET"));
                }
                if (attribute.equals(AssociationObject.OBJECT_LIST)) {
                    return new AccessOutcome.Done(new CosemValue.Array(List.of(
                            object(7, PROFILE, List.of(right(2, 0), right(3, 1)), List.of()),
                            object(9, SCRIPTS, List.of(), List.of(right(1, 0))))));
                }
                return partners == null ? new AccessOutcome.Refused(4) : new AccessOutcome.Done(partners);
            }

            @Override
            public AccessOutcome set(CosemAttribute attribute, CosemValue value) {
                throw new UnsupportedOperationException();
            }

            @Override
            public AccessOutcome invoke(CosemAttribute method, CosemValue parameter) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static CosemValue object(
            int classId, ObisCode name, List<CosemValue> attributes, List<CosemValue> methods) {
        return new CosemValue.Structure(List.of(
                CosemValue.longUnsigned(classId),
                integer(1),
                new CosemValue.OctetString(Octets.of(name.octets())),
                new CosemValue.Structure(List.of(new CosemValue.Array(attributes), new CosemValue.Array(methods)))));
    }

    private static CosemValue right(int index, int mode) {
        return new CosemValue.Structure(List.of(integer(index), integer(mode), new CosemValue.NullData()));
    }

    private static CosemValue integer(int value) {
        return new CosemValue.IntegerValue(CosemValue.IntegerType.INTEGER, value);
    }
}
