// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.Estimate;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Forecast;
import org.plumbline.console.fleet.MeterChecks;
import org.plumbline.console.fleet.MeterEvent;
import org.plumbline.console.fleet.MeterRow;
import org.plumbline.console.fleet.Outcome;
import org.plumbline.console.fleet.QuantityEstimate;
import org.plumbline.console.fleet.ReferenceFindings;
import org.plumbline.console.fleet.ReferencePairing;
import org.plumbline.console.fleet.Registration;
import org.plumbline.console.fleet.Surveillance;
import org.plumbline.console.fleet.VerdictWords;
import org.plumbline.console.fleet.WorstFirst;
import org.plumbline.console.people.Person;

/** The fleet: numbers and meters. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
public class FleetResource {

    private static final int MOST_WORST = 1_000;

    /**
     * Meters that are compared with something.
     *
     * @param meters how many there are
     * @param worst the first of them, worst first
     */
    public record DriftAnswer(int meters, List<MeterRow> worst) {}

    /**
     * Everything known of one meter.
     *
     * @param why why the verdict is what it is, in one sentence with its numbers
     * @param forecast by a certificate; null where there is none
     * @param surveillance as the meter under test of a double-metered point; null where there is none
     * @param referenceFindings how the meter's own certificate and those of its references stand
     * @param quantities energies besides active import, by their OBIS code
     */
    public record MeterAnswer(
            MeterRow meter,
            @Nullable Registration registration,
            List<ReferencePairing> references,
            String why,
            @Nullable Estimate estimate,
            List<CaseAnswer> cases,
            List<MeterEvent> events,
            @Nullable Outcome lastOutcome,
            @Nullable MeterChecks checks,
            @Nullable Forecast forecast,
            @Nullable Surveillance surveillance,
            Collection<QuantityEstimate> quantities,
            List<ReferenceFindings.Finding> referenceFindings) {}

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

    /** @param limit how many meters are given, 1..1000 */
    @GET
    @Path("/drift")
    public DriftAnswer drift(@QueryParam("limit") @DefaultValue("20") int limit) {
        if (limit < 1 || limit > MOST_WORST) {
            throw new Problem("LIMIT_OUT_OF_RANGE", "The limit is " + limit + ".", "Give 1 to " + MOST_WORST + ".")
                    .of("limit")
                    .exception(400);
        }
        List<MeterRow> compared = view.snapshot().meters().values().stream()
                .filter(row -> row.errorPercent() != null || !row.refusal().isEmpty())
                .toList();
        return new DriftAnswer(
                compared.size(),
                compared.stream().sorted(new WorstFirst()).limit(limit).toList());
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
                VerdictWords.why(fleet.estimates().get(meterId), row.role()),
                fleet.estimates().get(meterId),
                fleet.cases().subMap(meterId + "|", meterId + "}").values().stream()
                        .map(CaseAnswer::of)
                        .toList(),
                fleet.events().getOrDefault(meterId, List.of()),
                fleet.outcomes().get(meterId),
                fleet.checks().get(meterId),
                fleet.forecasts().get(meterId),
                fleet.surveillance().get(meterId),
                fleet.quantities().subMap(meterId + "|", meterId + "}").values(),
                ReferenceFindings.of(fleet, meterId));
    }
}
