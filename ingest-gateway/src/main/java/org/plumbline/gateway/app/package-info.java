// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Settings, wiring, health and life cycle of the gateway. */
@NullMarked
package org.plumbline.gateway.app;

import org.jspecify.annotations.NullMarked;
