// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.calibration;

import org.plumbline.gateway.dlms.Octets;

/**
 * What is about to be written, and over what. The intent of a resumed attempt equals the first one.
 *
 * @param asFound what was active before the first attempt
 * @param target canonical block to make active
 */
public record WriteIntent(String orderId, String meterId, BlockState asFound, Octets target) {}
