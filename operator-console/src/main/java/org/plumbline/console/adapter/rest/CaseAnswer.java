// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Set;
import org.plumbline.console.casework.CaseAction;
import org.plumbline.console.casework.CaseRules;
import org.plumbline.console.fleet.AccuracyCase;

/**
 * A case with what may be asked of it.
 *
 * @param offeredActions what may be asked of it now
 */
public record CaseAnswer(@JsonUnwrapped AccuracyCase found, Set<CaseAction> offeredActions) {

    static CaseAnswer of(AccuracyCase found) {
        return new CaseAnswer(found, CaseRules.offered(found));
    }
}
