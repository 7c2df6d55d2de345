// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.schema;

/** Codes of {@code meter-events.v1}; the vocabulary is documented in {@code docs/glossary.md}. */
public final class EventCodes {
    /** No answer within the time allowed; the evidence names the layer. */
    public static final String COMMUNICATION = "COMM-09";
    /** More than 2 % of the frames are lost, of a meter or of a network segment; cause {@code OVER} when it is over. */
    public static final String FRAME_LOSS = "COMM-02";

    /** Authentication or frame protection failed; the evidence names the cause. */
    public static final String SECURITY = "SEC-01";
    /** Clock or register mismatch. */
    public static final String REGISTER = "REG-04";
    /** An energy register rolled over, was reset or fell; the evidence names the kind. */
    public static final String REGISTER_FELL = "REG-01";
    /** Angles between voltage and current that no load has: a current transformer reversed, phases crossed. */
    public static final String PHASE_ANGLE = "E-0016";
    /** The gateway changed a meter's clock, or tried to; the evidence says how it ended. */
    public static final String CLOCK_CHANGED = "REG-00";
    /** Error or alarm register, checksum failure in the meter's memory. */
    public static final String METER_ERROR = "ERR-02";
    /** Readings that the meter cannot supply: profile rows, or registers at a time that has passed. */
    public static final String GAP = "GAP-01";
    /** A calibration epoch was opened; carries the coefficients found. */
    public static final String EPOCH = "EPOCH-01";
    /** Another meter, other firmware or another transformer ratio than before. */
    public static final String IDENTITY = "IDENT-01";
    /** A registration that cannot be worked with. */
    public static final String REGISTRATION = "CONF-01";
    /** The meter answered something that is not DLMS/COSEM as agreed. */
    public static final String PROTOCOL = "PROT-01";
    /** A reading session of the meter ended well after failures. */
    public static final String RECOVERED = "COMM-00";

    /** A read request was carried out; evidence: {@code requestId} and the number of {@code readings} published for it. */
    public static final String READ_DONE = "READ-00";
    /** A read request was refused or failed; evidence: {@code requestId}, {@code cause}, {@code readings} published. */
    public static final String READ_FAILED = "READ-01";

    private EventCodes() {}
}
