// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.port;

import java.time.Instant;
import java.util.List;
import org.plumbline.gateway.dlms.ClockReading;
import org.plumbline.gateway.dlms.MeterIdentity;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.ProfileLayout;
import org.plumbline.gateway.dlms.ProfileSlice;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.Snapshot;

/**
 * One open association with one meter. Confined to the (virtual) thread that opened it; every call blocks with a deadline
 * per exchange. Every method throws {@link org.plumbline.gateway.dlms.MeterFaultException}; after one that concerns the
 * link (anything but AccessRefused and UnexpectedContent) the session is closed and of no further use.
 */
public interface MeterSession extends AutoCloseable {

    /** Read once, when the session opened; the serial is already checked against the registration. */
    MeterIdentity identity();

    ClockReading clock();

    /** Protected configuration change counter (0.0.96.2.10.255), 0..2^32-1: the meter's calibration epoch. */
    long changeCounter();

    /** Capture objects, period and scalers, validated: a clock column must be there, widths must agree. */
    ProfileLayout profileLayout(ObisCode profile);

    /**
     * Rows with {@code from <= capture time <= to}. Reads at most the configured number of rows; the caller goes on at
     * {@code coveredTo + capturePeriod} until {@code coveredTo} equals {@code to}.
     *
     * @throws IllegalArgumentException when {@code to} is before {@code from}
     */
    ProfileSlice profile(ProfileLayout layout, Instant from, Instant to);

    /** Value and scaler of a class 3 register; the scaler is read once per session. */
    RegisterValue register(ObisCode obis);

    /**
     * Reads objects and registers in as few exchanges as the meter offers; what the meter refuses is an outcome of that
     * item alone. Scalers are read once per session.
     */
    Snapshot read(Snapshot.Request request);

    /** Values of class 3 registers with the meter's time. */
    default Snapshot registers(List<ObisCode> registers) {
        return read(Snapshot.Request.of(registers));
    }

    /** Plain access for procedures such as the calibration write. */
    CosemAccess access();

    /** Releases the association as far as the link allows and closes it; never throws. */
    @Override
    void close();
}
