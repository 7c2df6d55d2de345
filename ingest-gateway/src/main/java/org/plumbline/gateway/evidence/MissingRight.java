// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.AssociationObject;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFault;
import org.plumbline.gateway.dlms.MeterFault.AccessRefused;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.port.CosemAccess;

/** Finds which right was missing when a meter denied an access, from what its association says of itself. */
public final class MissingRight {

    /** read-write-denied, scope-of-access-violated (IEC 62056-5-3); for actions the same numbers. */
    private static final Set<Integer> DENIED = Set.of(3, 13);

    /** Client and server SAP of the current association (IEC 62056-6-2, class 15). */
    private static final CosemAttribute PARTNERS = new CosemAttribute(15, AssociationObject.CURRENT_ASSOCIATION, 3);

    private MissingRight() {}

    public static boolean denies(int code) {
        return DENIED.contains(code);
    }

    /**
     * The fault with the right that was missing, or the fault itself where it is no denial or the meter does not say.
     *
     * @param access on the association that was denied; the object list is read on it, which takes some exchanges
     */
    public static MeterFault explained(MeterFault fault, CosemAccess access) {
        if (!(fault instanceof AccessRefused refused) || !denies(refused.code())) {
            return fault;
        }
        try {
            List<AccessOutcome> told = access.get(List.of(AssociationObject.OBJECT_LIST, PARTNERS));
            return told.getFirst() instanceof AccessOutcome.Done(CosemValue list)
                    ? missing(refused, AssociationObject.listOf(list), client(told.getLast()))
                    : fault;
        } catch (MeterFaultException untold) {
            return fault;
        }
    }

    private static MeterFault missing(AccessRefused refused, List<AssociationObject> objects, @Nullable Long client) {
        Right right = Right.of(refused.service());
        Optional<AssociationObject> found = objects.stream()
                .filter(object -> object.logicalName().equals(refused.obis()))
                .findFirst();
        String who = client == null ? "this client" : "client " + client;
        String what = right + " on " + (right == Right.INVOKE ? "method " : "attribute ") + refused.attribute() + " of "
                + refused.obis();
        if (found.isEmpty()) {
            return new MeterFault.RightMissing(refused, who + " lacks " + what + ": it does not see the object");
        }
        AssociationObject object = found.get();
        int mode = right == Right.INVOKE
                ? object.methodAccess().getOrDefault(refused.attribute(), 0)
                : object.attributeAccess().getOrDefault(refused.attribute(), 0);
        String classAndMode = " (class " + object.classId() + ", access mode " + mode + ")";
        return new MeterFault.RightMissing(
                refused,
                right.granted(object, refused.attribute())
                        ? who + " has " + what + classAndMode + ", so the security policy denies it"
                        : who + " lacks " + what + classAndMode);
    }

    private static @Nullable Long client(AccessOutcome partners) {
        return partners instanceof AccessOutcome.Done(CosemValue.Structure(List<CosemValue> saps))
                        && !saps.isEmpty()
                        && saps.getFirst() instanceof CosemValue.IntegerValue(CosemValue.IntegerType type, long sap)
                ? (Long) sap
                : null;
    }

    private enum Right {
        READ,
        WRITE,
        INVOKE;

        static Right of(String service) {
            return switch (service) {
                case "GET" -> READ;
                case "SET" -> WRITE;
                default -> INVOKE;
            };
        }

        boolean granted(AssociationObject object, int index) {
            return switch (this) {
                case READ -> object.reads(index);
                case WRITE -> object.writes(index);
                case INVOKE -> object.methodAccess().getOrDefault(index, 0) != 0;
            };
        }
    }
}
