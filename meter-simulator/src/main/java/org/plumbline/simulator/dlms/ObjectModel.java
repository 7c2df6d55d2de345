// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.simulator.meter.EnergyQuantity;
import org.plumbline.simulator.meter.MeterModel;
import org.plumbline.simulator.meter.MeterPlan;

/**
 * All COSEM objects of a meter type, and which of them each association sees. Immutable; shared by all meters of the
 * type.
 */
public final class ObjectModel {
    static final int CLASS_ASSOCIATION = 15;
    static final ObisCode CURRENT_ASSOCIATION = ObisCode.parse("0.0.40.0.0.255");

    private static final int ASSOCIATED = 2;

    private final View publicView;
    private final View managementView;

    /** What a meter type depends on. */
    record Layout(
            MeterModel model, int phases, int registerScaler, boolean loadProfile, List<EnergyQuantity> extraColumns) {
        static Layout of(MeterPlan plan) {
            return new Layout(
                    plan.model(),
                    plan.rating().phases(),
                    plan.rating().registerScaler(),
                    plan.features().loadProfile(),
                    plan.features().extraColumns());
        }
    }

    private record Key(int classId, ObisCode name) {}

    /** The objects one client sees, its association included. */
    private static final class View {
        private final Map<Key, CosemObject> index = new HashMap<>();

        View(List<CosemObject> objects, boolean mayWrite, int clientSap) {
            List<CosemObject> all = new ArrayList<>(objects);
            CosemObject association = new CosemObject(CLASS_ASSOCIATION, 1, "0.0.40.0.0.255")
                    .with(
                            2,
                            meter -> CosemData.array(all.stream()
                                    .map(object -> object.listElement(meter, mayWrite))
                                    .toList()))
                    .with(3, meter -> CosemData.structure(CosemData.integer(clientSap), CosemData.longUnsigned(1)))
                    .with(8, meter -> CosemData.enumerated(ASSOCIATED));
            all.addFirst(association);
            all.forEach(object -> index.put(new Key(object.classId(), object.name()), object));
        }
    }

    ObjectModel(Layout layout) {
        CosemObject deviceName = StateObjects.deviceName();
        CosemObject counter = StateObjects.invocationCounter();
        CosemObject clock = ClockObjects.clock();
        this.publicView = new View(List.of(deviceName, counter, clock), false, MeterSession.PUBLIC_SAP);
        List<CosemObject> all = new ArrayList<>(List.of(deviceName, counter, clock));
        all.add(ClockObjects.shiftLimit());
        all.addAll(StateObjects.ofManagement());
        all.addAll(LogObjects.all());
        all.add(ProfileObjects.status());
        all.addAll(RegisterObjects.of(layout.phases(), layout.registerScaler()));
        if (layout.loadProfile()) {
            all.add(ProfileObjects.loadProfile(layout.extraColumns()));
        }
        all.addAll(CoefficientObjects.of(layout.model()));
        this.managementView = new View(all, true, MeterSession.MANAGEMENT_SAP);
    }

    @Nullable
    CosemObject find(boolean management, int classId, ObisCode name) {
        return (management ? managementView : publicView).index.get(new Key(classId, name));
    }
}
