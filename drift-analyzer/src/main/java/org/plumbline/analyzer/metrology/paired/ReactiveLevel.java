// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.paired;

/**
 * Net reactive energy of a meter at one capture instant: register of reactive import (1.0.3.8.0, quadrants I and II) minus
 * that of reactive export (1.0.4.8.0, quadrants III and IV). The energy is {@code raw * 10^scaler} varh, exactly; while
 * active energy is imported, it grows with inductive load and falls with capacitive load.
 *
 * @param raw import minus export before scaling
 * @param scaler power of ten, as in COSEM {@code scaler_unit}
 */
public record ReactiveLevel(long raw, int scaler) {}
