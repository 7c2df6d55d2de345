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
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.ReferenceFindings;
import org.plumbline.console.people.Person;

/** How the certificates of references stand in their networks of comparisons. */
@Path("/api/reference-findings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class ReferenceFindingResource {

    private static final int MOST = 10_000;

    /**
     * The findings.
     *
     * @param references of how many references there is a finding
     * @param inDoubt how many of those are in doubt
     * @param findings the first of those asked for, what is in doubt first
     */
    public record Answer(long references, long inDoubt, List<ReferenceFindings.Finding> findings) {}

    private final FleetView view;

    ReferenceFindingResource(FleetView view) {
        this.view = view;
    }

    /**
     * @param meter of this meter and the references it is compared with; empty = of all references
     * @param all those that fit or are unchecked too, not only what is in doubt
     * @param limit how many are given, 1..10000
     */
    @GET
    public Answer findings(
            @QueryParam("meter") @DefaultValue("") String meter,
            @QueryParam("all") @DefaultValue("false") boolean all,
            @QueryParam("limit") @DefaultValue("1000") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new Problem("LIMIT_OUT_OF_RANGE", "The limit is " + limit + ".", "Give 1 to " + MOST + ".")
                    .of("limit")
                    .exception(400);
        }
        FleetSnapshot fleet = view.snapshot();
        if (!meter.isEmpty()
                && !fleet.meters().containsKey(meter)
                && !fleet.standings().containsKey(meter)) {
            throw Problem.unknown("meter", meter);
        }
        List<ReferenceFindings.Finding> found =
                meter.isEmpty() ? ReferenceFindings.of(fleet) : ReferenceFindings.of(fleet, meter);
        return new Answer(
                found.size(),
                found.stream().filter(ReferenceFindings.Finding::inDoubt).count(),
                found.stream()
                        .filter(finding -> all || finding.inDoubt())
                        .limit(limit)
                        .toList());
    }
}
