// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.plumbline.gateway.calibration.FaultyMeter.Strike;
import org.plumbline.gateway.dlms.Octets;
import org.plumbline.gateway.port.FrameGate;
import org.plumbline.gateway.port.GateDecision;

class CalibrationPropertyTest {

    private static final List<String> MODELS = List.of("PLB-ALPHA", "PLB-BETA", "PLB-GAMMA");

    @Property(tries = 300)
    void anyFaultsLeaveOldOrNewAndEndInOneActivation(
            @ForAll @IntRange(max = 2) int modelIndex,
            @ForAll @Size(max = 6) Map<@IntRange(min = 1, max = 60) Integer, Strike> strikes) {
        String model = MODELS.get(modelIndex);
        FaultyMeter meter = new FaultyMeter(model, Orders.base(model), 5);
        strikes.forEach(meter::strikeAt);
        List<WriteIntent> journal = new ArrayList<>();

        CalibrationResult result = null;
        for (int attempt = 0; attempt < 8 && !(result instanceof CalibrationResult.Applied); attempt++) {
            WriteIntent earlier = journal.isEmpty() ? null : journal.getLast();
            result = CalibrationProcedure.execute(Orders.task(model, earlier), meter, OPEN, journal::add);
            assertTrue(List.of(Octets.of(Orders.base(model)), Octets.of(Orders.target(model)))
                    .contains(meter.active()));
        }

        assertTrue(result instanceof CalibrationResult.Applied, () -> "ended elsewhere");
        assertEquals(1, meter.activations());
    }

    private static final FrameGate OPEN = new FrameGate() {
        @Override
        public GateDecision beforeFrame() {
            return new GateDecision.Open();
        }

        @Override
        public GateDecision beforeChange() {
            return new GateDecision.Open();
        }
    };
}
