// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** What a fault means for a person: code, layer, cause and what to do first. Pure. */
@NullMarked
package org.plumbline.gateway.evidence;

import org.jspecify.annotations.NullMarked;
