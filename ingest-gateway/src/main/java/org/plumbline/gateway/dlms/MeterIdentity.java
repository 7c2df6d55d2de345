// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

import org.jspecify.annotations.Nullable;

/**
 * Who answered. Texts are ASCII, at most 64 characters.
 *
 * @param serial content of 0.0.96.1.0.255
 * @param firmware content of 1.0.0.2.0.255, or null when the meter has no such object
 */
public record MeterIdentity(String serial, @Nullable String firmware) {}
