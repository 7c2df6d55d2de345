// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Meter keys from a PKCS#12 keystore. */
@NullMarked
package org.plumbline.gateway.adapter.keystore;

import org.jspecify.annotations.NullMarked;
