// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.polling;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** One plan for all meters that are read alike, for as long as one of them is. Safe for many threads. */
public final class ReadPlans {

    private final Map<ReadPlan, WeakReference<ReadPlan>> plans = new WeakHashMap<>();

    /** The plan that others share, or this one where there is none yet. */
    synchronized ReadPlan shared(ReadPlan plan) {
        WeakReference<ReadPlan> known = plans.get(plan);
        ReadPlan shared = known == null ? null : known.get();
        if (shared == null) {
            plans.put(plan, new WeakReference<>(plan));
            return plan;
        }
        return shared;
    }
}
