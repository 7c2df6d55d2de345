// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The ambient temperatures a row applies to.
 *
 * @param bands none of them where the row does not depend on temperature
 */
public record Temperatures(List<Band> bands) {
    /** Reference temperature of the standards, degrees Celsius. */
    public static final double REFERENCE_CELSIUS = 23;

    /** Copies the list. */
    public Temperatures {
        bands = List.copyOf(bands);
    }

    /**
     * From one temperature to another. An end that two bands share belongs to the band nearer to 23 degrees: the
     * narrower limit holds there.
     *
     * @param fromCelsius lower end
     * @param toCelsius upper end
     */
    public record Band(int fromCelsius, int toCelsius) {
        private boolean covers(double celsius) {
            boolean above = celsius > fromCelsius || celsius == fromCelsius && fromCelsius < REFERENCE_CELSIUS;
            boolean below = celsius < toCelsius || celsius == toCelsius && toCelsius > REFERENCE_CELSIUS;
            return above && below;
        }

        private boolean meets(Band other) {
            return fromCelsius < other.toCelsius && other.fromCelsius < toCelsius;
        }

        @Override
        public String toString() {
            return "%+d..%+d".formatted(fromCelsius, toCelsius);
        }
    }

    boolean covers(double celsius) {
        return bands.isEmpty() || bands.stream().anyMatch(band -> band.covers(celsius));
    }

    boolean meets(Temperatures other) {
        return bands.isEmpty()
                || other.bands.isEmpty()
                || bands.stream().anyMatch(band -> other.bands.stream().anyMatch(band::meets));
    }

    @Override
    public String toString() {
        return bands.isEmpty() ? "any" : bands.stream().map(Band::toString).collect(Collectors.joining(", "));
    }
}
