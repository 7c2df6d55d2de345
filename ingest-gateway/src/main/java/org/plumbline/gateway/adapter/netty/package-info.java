// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** TCP to meters on Netty. */
@NullMarked
package org.plumbline.gateway.adapter.netty;

import org.jspecify.annotations.NullMarked;
