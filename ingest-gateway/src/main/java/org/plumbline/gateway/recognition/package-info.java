// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Recognises from two looks at a meter what has happened to it in between. Pure rules and the reads they need. */
@NullMarked
package org.plumbline.gateway.recognition;

import org.jspecify.annotations.NullMarked;
