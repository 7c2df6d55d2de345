// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.simulator.physics;

import java.util.Arrays;

/** A load that never changes: a laboratory source. {@code watts} at least 0, {@code tanPhi} as given. */
public record ConstantLoad(double watts, double constantTanPhi) implements Load {
    public ConstantLoad {
        if (watts < 0 || watts > 1e6) {
            throw new IllegalArgumentException("watts must be in 0..1e6: " + watts);
        }
    }

    @Override
    public LoadDay day(long epochDay) {
        double[] perMinute = new double[LoadDay.MINUTES];
        Arrays.fill(perMinute, watts);
        return LoadDay.ofWatts(epochDay, perMinute, watts);
    }

    @Override
    public double tanPhi(double atWatts) {
        return constantTanPhi;
    }
}
