// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.forecast;

import java.util.List;
import org.plumbline.analyzer.metrology.certificate.SelfTest;

/**
 * Where a meter tells the result of its self-test, and what it means.
 *
 * @param obis logical name of the register
 * @param percentPerUnit change of the error in percent for one unit of the register, with its sign; not 0
 * @param description of the test
 */
public record SelfTestReading(String obis, double percentPerUnit, SelfTest.Description description) {
    /** @param values at least one */
    SelfTest evaluated(List<SelfTestValue> values) {
        return SelfTest.of(
                values.stream().map(value -> value.units() * percentPerUnit).toList(), description);
    }
}
