// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.people.Person;
import org.plumbline.console.sitetest.SiteTest;
import org.plumbline.console.sitetest.WorkList;

/** Visits to meters: what the evidence asks for where nothing may be written over the air. */
@Path("/api/site-tests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class SiteTestResource {

    private static final int MOST = 10_000;

    /**
     * The work list.
     *
     * @param total how many visits there are
     * @param tests the first of them, the most urgent first
     */
    public record Answer(int total, List<SiteTest> tests) {}

    private final FleetView view;

    SiteTestResource(FleetView view) {
        this.view = view;
    }

    /** @param limit how many visits are given, 1..10000 */
    @GET
    public Answer tests(@QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Problem("LIMIT_OUT_OF_RANGE", "The limit is " + limit + ".", "Give 1 to " + MOST + ".")
                    .of("limit")
                    .exception(400);
        }
        List<SiteTest> tests = WorkList.of(view.snapshot());
        return new Answer(tests.size(), tests.stream().limit(limit).toList());
    }
}
