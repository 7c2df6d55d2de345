// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Traces of single meters' frames, switched on for a while; they never show keys, proofs or ciphered octets. Pure. */
@NullMarked
package org.plumbline.gateway.trace;

import org.jspecify.annotations.NullMarked;
