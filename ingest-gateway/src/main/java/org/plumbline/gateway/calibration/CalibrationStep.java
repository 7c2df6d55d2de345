// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

/**
 * One thing done, for the outcome record.
 *
 * @param name stable kebab-case name, e.g. {@code read-active}
 * @param detail one line without keys
 */
public record CalibrationStep(String name, String detail) {}
