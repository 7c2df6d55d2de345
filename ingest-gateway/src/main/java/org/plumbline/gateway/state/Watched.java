// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.state;

import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.ObisCode;

/**
 * Numbers of a meter that are compared from one session to the next. The order is stored: only append. Logical names are
 * those of the OBIS list of the DLMS User Association, except where a constant says otherwise.
 */
public enum Watched {
    ERROR_REGISTER(Kind.BITS, 1, "0.0.97.97.0.255", 2),
    ALARM_REGISTER(Kind.BITS, 1, "0.0.97.98.0.255", 2),
    COVER_OPENINGS(Kind.TAMPER, 1, "0.0.96.20.0.255", 2),
    TERMINAL_COVER_OPENINGS(Kind.TAMPER, 1, "0.0.96.20.5.255", 2),
    MAGNETIC_FIELDS(Kind.TAMPER, 1, "0.0.96.20.15.255", 2),
    METROLOGY_TAMPERS(Kind.TAMPER, 1, "0.0.96.20.25.255", 2),
    CONFIGURATION_CHANGES(Kind.EVIDENCE, 1, "0.0.96.2.0.255", 2),
    /** Protected changes; the meter's calibration epoch. */
    CHANGE_COUNTER(Kind.EVIDENCE, 1, "0.0.96.2.10.255", 2),
    CERTIFICATION_LOG_ENTRIES(Kind.EVIDENCE, 7, "1.0.99.99.0.255", 7),
    CURRENT_RATIO_NUMERATOR(Kind.RATIO, 1, "1.0.0.4.2.255", 2),
    VOLTAGE_RATIO_NUMERATOR(Kind.RATIO, 1, "1.0.0.4.3.255", 2),
    CURRENT_RATIO_DENOMINATOR(Kind.RATIO, 1, "1.0.0.4.5.255", 2),
    VOLTAGE_RATIO_DENOMINATOR(Kind.RATIO, 1, "1.0.0.4.6.255", 2);

    /** What a change of the number means. */
    public enum Kind {
        /** A bit set: conditions of the meter. */
        BITS,
        /** A counter of openings and attacks. */
        TAMPER,
        /** Compared with the other evidence of a configuration change. */
        EVIDENCE,
        /** A transformer ratio, which scales what is measured. */
        RATIO
    }

    private final Kind kind;
    private final CosemAttribute attribute;

    Watched(Kind kind, int classId, String obis, int index) {
        this.kind = kind;
        this.attribute = new CosemAttribute(classId, ObisCode.parse(obis), index);
    }

    public Kind kind() {
        return kind;
    }

    public CosemAttribute attribute() {
        return attribute;
    }

    /** The object's bit in a set of watched objects. */
    public int bit() {
        return 1 << ordinal();
    }
}
