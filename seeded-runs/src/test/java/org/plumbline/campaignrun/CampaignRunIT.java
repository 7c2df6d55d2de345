// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.campaignrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.plumbline.platform.process.RunDirectory;

/** Ten thousand meters corrected by a campaign, judged by what the meters themselves know. */
class CampaignRunIT {
    private static final int METERS_IN_FULL = 10_000;
    private static final Path PAGE = Path.of("..", "docs", "figures", "campaign-run.md");
    private static final Path SMALLER_PAGE = Path.of("target", "campaign-run.md");
    private static final long SEED = Long.getLong("plumbline.seed", 20_261_123);
    private static final int METERS = Integer.getInteger("plumbline.meters", METERS_IN_FULL);

    @Tag("full")
    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void theDefectiveModelIsHaltedAfterTheCanaryAndTheOthersAreCorrected() throws Exception {
        try (RunDirectory directory = RunDirectory.takeEmpty(Path.of("target", "campaign-run"));
                CampaignRun run = new CampaignRun(SEED, METERS, directory.path())) {
            CampaignRun.Course course = run.play();
            Judgement judged = new Judgement(run, course);
            List<String> faults = judged.faults();
            String page = new Figures(run, course, judged).page(SEED, faults);
            Files.writeString(METERS == METERS_IN_FULL ? PAGE : SMALLER_PAGE, page);
            System.out.println(page);
            assertEquals(List.of(), faults);
        }
    }
}
