// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.campaign;

import java.util.List;

/**
 * What a person asks for.
 *
 * @param caseIds cases whose proposals are to be written
 * @param waveSizes meters per wave in order, each at least 1; meters beyond them form one more wave
 */
public record CampaignDraft(String name, String reason, List<String> caseIds, List<Integer> waveSizes) {

    public CampaignDraft {
        caseIds = List.copyOf(caseIds);
        waveSizes = List.copyOf(waveSizes);
    }
}
