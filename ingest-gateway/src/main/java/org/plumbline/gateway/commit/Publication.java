// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.commit;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.state.CalibrationEpoch;
import org.plumbline.gateway.state.OrderOutcome;

/** One record to be published about a meter. */
public sealed interface Publication {

    /** How a reading was obtained. */
    enum Source {
        PROFILE,
        POLL,
        ON_DEMAND
    }

    /**
     * One profile row, or registers read now.
     *
     * @param captureTime by the meter's clock
     * @param receiveTime wall clock
     * @param sessionFieldTime field time of the session
     * @param clockOffsetMillis meter clock minus field time; null where it was not measured
     * @param requestId the request it answers; empty where nobody asked
     * @param statusBits profile status, 0..255
     * @param epoch calibration epoch at capture; 0 = unknown
     */
    record Reading(
            Instant captureTime,
            Instant receiveTime,
            Instant sessionFieldTime,
            @Nullable Long clockOffsetMillis,
            Source source,
            String requestId,
            int statusBits,
            int epoch,
            List<Register> registers)
            implements Publication {
        public Reading {
            registers = List.copyOf(registers);
        }
    }

    /** @param raw before the scaler; the quantity is raw * 10^scaler in the unit */
    record Register(ObisCode obis, long raw, int scaler, int unit) {}

    /**
     * Something that happened to a meter or on the way to it.
     *
     * @param text one sentence for a person
     * @param calibration the epoch opened, for EPOCH-01, else null
     */
    record Event(
            String code,
            Instant fieldTime,
            Instant wallTime,
            String text,
            SortedMap<String, String> evidence,
            @Nullable CalibrationEpoch calibration)
            implements Publication {
        public Event {
            evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
        }
    }

    /** @param repeated true when a stored outcome is sent again */
    record Outcome(OrderReference order, OrderOutcome outcome, boolean repeated) implements Publication {}

    /**
     * The order an outcome answers.
     *
     * @param digest SHA-256 over the order's octets as received, hexadecimal
     */
    record OrderReference(String orderId, String digest, long sequence, String campaignId, String caseId) {}

    /** Something for the audit trail; the subject is the meter. */
    record Fact(String kind, Instant fieldTime, Instant wallTime, SortedMap<String, String> details)
            implements Publication {
        public Fact {
            details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        }
    }
}
