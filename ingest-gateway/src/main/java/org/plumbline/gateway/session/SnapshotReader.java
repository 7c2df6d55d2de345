// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.gateway.dlms.AccessOutcome;
import org.plumbline.gateway.dlms.CosemAttribute;
import org.plumbline.gateway.dlms.CosemDateTime;
import org.plumbline.gateway.dlms.CosemValue;
import org.plumbline.gateway.dlms.MeterFaultException;
import org.plumbline.gateway.dlms.ObisCode;
import org.plumbline.gateway.dlms.RegisterOutcome;
import org.plumbline.gateway.dlms.RegisterValue;
import org.plumbline.gateway.dlms.ScalerUnit;
import org.plumbline.gateway.dlms.Snapshot;
import org.plumbline.gateway.port.CosemAccess;

/** Lays a snapshot out as one list of attributes: the objects, the clock with the registers' values, unknown scalers. */
final class SnapshotReader {

    private static final int REGISTER_CLASS = 3;
    private static final int VALUE = 2;
    private static final int SCALER_UNIT = 3;
    private static final int OTHER_REASON = 250;
    private static final CosemDateTime NO_TIME = new CosemDateTime(null, 0xFF);

    private SnapshotReader() {}

    /** @param scalers known in the session; those read are added */
    static Snapshot read(
            CosemAccess access, CosemAttribute clock, Snapshot.Request request, Map<ObisCode, ScalerUnit> scalers) {
        scalers.putAll(request.scalers());
        List<ObisCode> registers = request.registers();
        List<ObisCode> unscaled =
                registers.stream().filter(obis -> !scalers.containsKey(obis)).toList();
        List<CosemAttribute> asked = new ArrayList<>(request.objects());
        if (!registers.isEmpty()) {
            asked.add(clock);
        }
        registers.forEach(obis -> asked.add(new CosemAttribute(REGISTER_CLASS, obis, VALUE)));
        unscaled.forEach(obis -> asked.add(new CosemAttribute(REGISTER_CLASS, obis, SCALER_UNIT)));
        List<AccessOutcome> answers = access.get(asked);

        int values = request.objects().size() + (registers.isEmpty() ? 0 : 1);
        List<AccessOutcome> objects = answers.subList(0, request.objects().size());
        CosemDateTime time = registers.isEmpty() ? NO_TIME : time(clock.obis(), answers.get(values - 1));
        List<RegisterOutcome> outcomes = new ArrayList<>(registers.size());
        for (int i = 0; i < registers.size(); i++) {
            ObisCode obis = registers.get(i);
            int scalerAt = unscaled.indexOf(obis);
            AccessOutcome scaler = scalerAt < 0 ? null : answers.get(values + registers.size() + scalerAt);
            outcomes.add(register(obis, answers.get(values + i), scaler, scalers));
        }
        return new Snapshot(objects, time.instant(), time.clockStatus(), outcomes);
    }

    /** @param scaler as read; null when it was known */
    private static RegisterOutcome register(
            ObisCode obis, AccessOutcome value, @Nullable AccessOutcome scaler, Map<ObisCode, ScalerUnit> scalers) {
        try {
            if (scaler instanceof AccessOutcome.Done(CosemValue read)) {
                scalers.put(obis, Values.scalerUnit(obis, read));
            }
            ScalerUnit scalerUnit = scalers.get(obis);
            return switch (value) {
                case AccessOutcome.Refused(int code) -> new RegisterOutcome.Refused(obis, code);
                case AccessOutcome.Done(CosemValue read) ->
                    scalerUnit == null
                            ? new RegisterOutcome.Refused(obis, codeOf(scaler))
                            : new RegisterOutcome.Read(new RegisterValue(obis, Values.integer(obis, read), scalerUnit));
            };
        } catch (MeterFaultException malformed) {
            return new RegisterOutcome.Unusable(obis, malformed.fault().evidence());
        }
    }

    private static int codeOf(@Nullable AccessOutcome scaler) {
        return scaler instanceof AccessOutcome.Refused(int code) ? code : OTHER_REASON;
    }

    private static CosemDateTime time(ObisCode clock, AccessOutcome answer) {
        try {
            return answer instanceof AccessOutcome.Done(CosemValue value) ? Values.dateTime(clock, value) : NO_TIME;
        } catch (MeterFaultException malformed) {
            return NO_TIME;
        }
    }
}
