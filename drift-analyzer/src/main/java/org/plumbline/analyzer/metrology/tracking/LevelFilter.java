// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.tracking;

/**
 * Kalman filter over closed days. State: level at 23 degrees Celsius (percent), rate (percent per year), temperature
 * coefficient (percent per kelvin). Immutable.
 *
 * @param level level at 23 degrees Celsius, percent
 * @param rate percent per year
 * @param temperatureCoefficient percent per kelvin
 * @param p00 variance of the level
 * @param p01 covariance of level and rate
 * @param p02 covariance of level and temperature coefficient
 * @param p11 variance of the rate
 * @param p12 covariance of rate and temperature coefficient
 * @param p22 variance of the temperature coefficient
 */
public record LevelFilter(
        double level,
        double rate,
        double temperatureCoefficient,
        double p00,
        double p01,
        double p02,
        double p11,
        double p12,
        double p22) {}
