// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.dlms;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.simulator.meter.MeterPlan;

/** The object models of a fleet, one per meter type. Safe for concurrent use. */
public final class ObjectModels {
    private final Map<ObjectModel.Layout, ObjectModel> models = new ConcurrentHashMap<>();

    ObjectModel of(MeterPlan plan) {
        return models.computeIfAbsent(ObjectModel.Layout.of(plan), ObjectModel::new);
    }
}
