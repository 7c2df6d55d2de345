// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Work that people do at meters: evidence that may not lead to a write, as a list. Pure. */
@NullMarked
package org.plumbline.console.sitetest;

import org.jspecify.annotations.NullMarked;
