// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.metrology.limits;

/**
 * A limit file as it was found.
 *
 * @param name of the file, for messages
 * @param text its content
 */
public record LimitText(String name, String text) {}
