// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Set;
import org.plumbline.console.casework.CaseAction;
import org.plumbline.console.casework.CaseRules;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.VerdictWords;

/**
 * A case with what may be asked of it.
 *
 * @param why why the verdict that opened it was what it was
 * @param offeredActions what may be asked of it now
 */
public record CaseAnswer(@JsonUnwrapped AccuracyCase found, String why, Set<CaseAction> offeredActions) {

    static CaseAnswer of(AccuracyCase found) {
        Estimate judged = found.evidence() == null ? found.latest() : found.evidence();
        return new CaseAnswer(
                found, judged == null ? "No estimate." : VerdictWords.why(judged), CaseRules.offered(found));
    }
}
