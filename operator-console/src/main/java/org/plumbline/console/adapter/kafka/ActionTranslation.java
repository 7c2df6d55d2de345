// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.kafka;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.plumbline.console.actions.ActionKind;
import org.plumbline.console.actions.ActionRequest;
import org.plumbline.console.actions.ActionStatus;
import org.plumbline.console.actions.MeterAction;
import org.plumbline.schema.avro.MeterEvent;
import org.plumbline.schema.avro.NamedValue;
import org.plumbline.schema.avro.ReadRequest;
import org.plumbline.schema.avro.ReadRequestKind;
import org.plumbline.schema.avro.RegisterReading;
import org.plumbline.schema.model.CosemUnit;

/** Actions on one meter as their topics have them, and back. */
final class ActionTranslation {

    private ActionTranslation() {}

    static ReadRequest request(MeterAction action) {
        ActionRequest asked = action.request();
        return ReadRequest.newBuilder()
                .setRequestId(action.actionId())
                .setMeterId(action.meterId())
                .setKind(
                        switch (asked.kind()) {
                            case READ -> ReadRequestKind.REGISTERS;
                            case BACKFILL -> ReadRequestKind.PROFILE;
                            case SYNC_CLOCK -> ReadRequestKind.CLOCK_SYNC;
                        })
                .setRegisters(asked.registers())
                .setFrom(asked.from() == null ? Instant.EPOCH : asked.from())
                .setTo(asked.to() == null ? Instant.EPOCH : asked.to())
                .setRequestedAt(action.requestedAt())
                .setExpiresAt(action.expiresAt())
                .setPrincipal(action.principal())
                .setReason(asked.reason())
                .build();
    }

    /** A request of a kind that this console does not know is shown as a read. */
    static MeterAction action(ReadRequest request) {
        boolean rows = request.getKind() == ReadRequestKind.PROFILE;
        ActionKind kind = switch (request.getKind()) {
            case PROFILE -> ActionKind.BACKFILL;
            case CLOCK_SYNC -> ActionKind.SYNC_CLOCK;
            case REGISTERS, UNKNOWN -> ActionKind.READ;
        };
        return new MeterAction(
                request.getRequestId(),
                request.getMeterId(),
                request.getPrincipal(),
                new ActionRequest(
                        kind,
                        request.getReason(),
                        request.getRegisters(),
                        rows ? request.getFrom() : null,
                        rows ? request.getTo() : null),
                request.getRequestedAt(),
                request.getExpiresAt());
    }

    static Map<String, String> evidence(MeterEvent event) {
        return event.getEvidence().stream()
                .collect(Collectors.toMap(NamedValue::getName, NamedValue::getText, (first, again) -> first));
    }

    static List<ActionStatus.Value> values(RegisterReading reading) {
        return reading.getRegisters().stream()
                .map(value -> new ActionStatus.Value(
                        reading.getCaptureTime(),
                        value.getObis(),
                        BigDecimal.valueOf(value.getRaw())
                                .scaleByPowerOfTen(value.getScaler())
                                .toPlainString(),
                        CosemUnit.symbol(value.getUnit())))
                .toList();
    }
}
