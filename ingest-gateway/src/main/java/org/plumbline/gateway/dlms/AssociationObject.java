// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.plumbline.gateway.dlms.CosemValue.IntegerValue;

/**
 * One entry of an association's object list (IEC 62056-6-2, class 15 attribute 2): an object and what this association
 * may do with it.
 *
 * @param classId COSEM interface class, 0..65535
 * @param version of the class, 0..255
 * @param logicalName OBIS code
 * @param attributeAccess access mode by attribute; of association version 0 and 1: 0 none, 1 read, 2 write, 3 both, 4..6
 *     the same authenticated
 * @param methodAccess access mode by method; 0 none, 1 access, 2 authenticated access
 */
public record AssociationObject(
        int classId,
        int version,
        ObisCode logicalName,
        SortedMap<Integer, Integer> attributeAccess,
        SortedMap<Integer, Integer> methodAccess) {

    /** The logical name of the current association. */
    public static final ObisCode CURRENT_ASSOCIATION = ObisCode.parse("0.0.40.0.0.255");

    /** Attribute with the object list of the current association. */
    public static final CosemAttribute OBJECT_LIST = new CosemAttribute(15, CURRENT_ASSOCIATION, 2);

    private static final int LOGICAL_NAME_OCTETS = 6;

    public AssociationObject {
        attributeAccess = Collections.unmodifiableSortedMap(new TreeMap<>(attributeAccess));
        methodAccess = Collections.unmodifiableSortedMap(new TreeMap<>(methodAccess));
    }

    /** True where this association may read the attribute. */
    public boolean reads(int attribute) {
        int mode = attributeAccess.getOrDefault(attribute, 0);
        return mode == 1 || mode == 3 || mode == 4 || mode == 6;
    }

    /** True where this association may write the attribute. */
    public boolean writes(int attribute) {
        int mode = attributeAccess.getOrDefault(attribute, 0);
        return mode == 2 || mode == 3 || mode == 5 || mode == 6;
    }

    /**
     * Reads a whole list; its length is bounded by the transfer it came in.
     *
     * @throws MeterFaultException UnexpectedContent when it is no object list
     */
    public static List<AssociationObject> listOf(CosemValue value) {
        List<AssociationObject> objects = new ArrayList<>();
        for (CosemValue entry : elements(value)) {
            objects.add(object(entry));
        }
        return objects;
    }

    private static AssociationObject object(CosemValue entry) {
        List<CosemValue> fields = fields(entry, 4);
        List<CosemValue> rights = fields(fields.get(3), 2);
        return new AssociationObject(
                number(fields.get(0)),
                number(fields.get(1)),
                logicalName(fields.get(2)),
                modes(rights.get(0)),
                modes(rights.get(1)));
    }

    private static SortedMap<Integer, Integer> modes(CosemValue rights) {
        SortedMap<Integer, Integer> modes = new TreeMap<>();
        for (CosemValue right : elements(rights)) {
            List<CosemValue> fields = fields(right, 2);
            modes.put(number(fields.get(0)), mode(fields.get(1)));
        }
        return modes;
    }

    /** Association version 0 tells a method's access by a boolean. */
    private static int mode(CosemValue value) {
        return value instanceof CosemValue.BooleanValue(boolean allowed) ? (allowed ? 1 : 0) : number(value);
    }

    private static ObisCode logicalName(CosemValue value) {
        if (value instanceof CosemValue.OctetString(Octets octets) && octets.length() == LOGICAL_NAME_OCTETS) {
            return ObisCode.of(octets.toArray());
        }
        throw malformed("holds an object without a logical name");
    }

    private static List<CosemValue> elements(CosemValue value) {
        return switch (value) {
            case CosemValue.Array(List<CosemValue> elements) -> elements;
            case CosemValue.NullData nothing -> List.of();
            default -> throw malformed("holds something else where an array belongs");
        };
    }

    private static List<CosemValue> fields(CosemValue value, int atLeast) {
        if (value instanceof CosemValue.Structure(List<CosemValue> fields) && fields.size() >= atLeast) {
            return fields;
        }
        throw malformed("holds something else where a structure of " + atLeast + " belongs");
    }

    private static int number(CosemValue value) {
        if (value instanceof IntegerValue(CosemValue.IntegerType type, long number) && Math.abs(number) <= 0xFFFF) {
            return (int) number;
        }
        throw malformed("holds something else where a number belongs");
    }

    private static MeterFaultException malformed(String what) {
        return new MeterFaultException(
                new MeterFault.UnexpectedContent(CURRENT_ASSOCIATION, "is no object list: it " + what));
    }
}
