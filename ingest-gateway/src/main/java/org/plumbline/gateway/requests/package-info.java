// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
/** Read requests: what may be asked, and the answer that is given once. Pure. */
@NullMarked
package org.plumbline.gateway.requests;

import org.jspecify.annotations.NullMarked;
