// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.MeterChecks;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.MeterRow;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;

/** The fleet: numbers and meters. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class FleetResource {

    /** Everything known of one meter. */
    public record MeterAnswer(
            MeterRow meter,
            @Nullable Registration registration,
            List<ReferencePairing> references,
            @Nullable Estimate estimate,
            List<CaseAnswer> cases,
            List<MeterEvent> events,
            @Nullable Outcome lastOutcome,
            @Nullable MeterChecks checks) {}

    private final FleetView view;
    private final FleetFeed feed;

    FleetResource(FleetView view, FleetFeed feed) {
        this.view = view;
        this.feed = feed;
    }

    @GET
    @Path("/fleet")
    public FleetAnswer fleet() {
        return feed.fleet(view.snapshot().counts());
    }

    @GET
    @Path("/meters")
    public Collection<MeterRow> meters() {
        return view.snapshot().meters().values();
    }

    @GET
    @Path("/meters/{meterId}")
    public MeterAnswer meter(String meterId) {
        FleetSnapshot fleet = view.snapshot();
        MeterRow row = fleet.meters().get(meterId);
        if (row == null) {
            throw Problem.unknown("meter", meterId);
        }
        return new MeterAnswer(
                row,
                fleet.registrations().get(meterId),
                fleet.references().values().stream()
                        .filter(pairing -> pairing.testedMeterId().equals(meterId)
                                || pairing.referenceMeterId().equals(meterId))
                        .toList(),
                fleet.estimates().get(meterId),
                fleet.cases().subMap(meterId + "|", meterId + "}").values().stream()
                        .map(CaseAnswer::of)
                        .toList(),
                fleet.events().getOrDefault(meterId, List.of()),
                fleet.outcomes().get(meterId),
                fleet.checks().get(meterId));
    }
}
