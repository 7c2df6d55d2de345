// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.dlms;

/** One register as read: the raw integer is never scaled, so no digit is lost. */
public record RegisterValue(ObisCode obis, long raw, ScalerUnit scalerUnit) {}
