// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.AccuracyCase;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.MeterChecks;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.MeterRow;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;

/** The fleet: numbers, meters, cases. */
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
            List<AccuracyCase> cases,
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
                List.copyOf(fleet.cases().subMap(meterId + "|", meterId + "}").values()),
                fleet.events().getOrDefault(meterId, List.of()),
                fleet.outcomes().get(meterId),
                fleet.checks().get(meterId));
    }

    /** @param state only cases in this state, or {@code open} for all that are not closed or dismissed */
    @GET
    @Path("/cases")
    public List<AccuracyCase> cases(@QueryParam("state") @Nullable String state) {
        Collection<AccuracyCase> all = view.snapshot().cases().values();
        if (state == null || state.isBlank()) {
            return List.copyOf(all);
        }
        if (state.equalsIgnoreCase("open")) {
            return all.stream().filter(AccuracyCase::isOpen).toList();
        }
        AccuracyCase.State wanted = state(state);
        return all.stream().filter(found -> found.state() == wanted).toList();
    }

    private static AccuracyCase.State state(String name) {
        try {
            return AccuracyCase.State.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                            "STATE_UNKNOWN",
                            "There is no case state " + name + ".",
                            "Use open or one of " + List.of(AccuracyCase.State.values()) + ".")
                    .exception(400);
        }
    }
}
