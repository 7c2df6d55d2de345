// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/**
 * What must be known of a meter to find its limits.
 *
 * @param standard standard its class is defined by, e.g. {@code IEC 62053-21}
 * @param accuracyClass class as marked, e.g. {@code 1}
 * @param rating rated currents
 */
public record RatedMeter(String standard, String accuracyClass, Rating rating) {}
