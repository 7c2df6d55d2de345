// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.campaign.CampaignAction;
import org.plumbline.console.campaign.CampaignDraft;
import org.plumbline.console.campaign.CampaignRules;
import org.plumbline.console.campaign.PlannedMember;
import org.plumbline.console.campaign.Prediction;
import org.plumbline.console.campaign.Refusal;
import org.plumbline.console.campaign.Selection;
import org.plumbline.console.fleet.Campaign;
import org.plumbline.console.fleet.CampaignMember;
import org.plumbline.console.fleet.CampaignPlan;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.people.Person;
import org.plumbline.console.port.CommandSink;

/** Campaigns: look, create, approve, run. Answers 202: the calibrator decides, and the campaign's state tells how. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Person.VIEWER)
@Blocking
public class CampaignResource {

    /**
     * What creates a campaign; what the plan does not state is filled in carefully.
     *
     * @param restoreMeterIds meters whose last proven block is to be put back; instead of {@code caseIds}
     */
    public record NewCampaign(
            @Nullable String name,
            @Nullable String reason,
            @Nullable List<@Nullable String> caseIds,
            @Nullable List<@Nullable Integer> waveSizes,
            @Nullable PlanRequest plan,
            @Nullable SelectionRequest selection,
            @Nullable List<@Nullable String> restoreMeterIds) {}

    /**
     * All open cases that fit; what is left out is any. Instead of {@code caseIds}, which are taken or the request is refused.
     *
     * @param caseIds only these; each is answered for
     * @param meterIds only open cases of these meters; each is answered for
     */
    public record SelectionRequest(
            @Nullable String meterModel,
            @Nullable String district,
            @Nullable String jurisdiction,
            @Nullable Double minimumErrorPercent,
            @Nullable List<@Nullable String> caseIds,
            @Nullable List<@Nullable String> meterIds) {

        Selection selection() {
            return new Selection(
                    Objects.requireNonNullElse(meterModel, "").strip(),
                    Objects.requireNonNullElse(district, "").strip(),
                    Objects.requireNonNullElse(jurisdiction, "").strip(),
                    Objects.requireNonNullElse(minimumErrorPercent, 0.0),
                    new TreeSet<>(withoutGaps(caseIds)),
                    new TreeSet<>(withoutGaps(meterIds)));
        }
    }

    /**
     * What a campaign would be.
     *
     * @param choices what the selection is about and why it is in or out; empty when the cases were named
     * @param prediction what would become of the fleet's errors
     */
    public record DryRun(
            List<PlannedMember> members,
            List<Integer> membersByWave,
            CampaignPlan plan,
            List<Selection.Choice> choices,
            Prediction prediction) {}

    /**
     * What is asked of a campaign.
     *
     * @param membersDigest what the approver saw; needed for approving only
     * @param stopId the stop that resuming shall lift; the newest one known of the campaign where it is left out
     */
    public record Asked(
            @Nullable String reason,
            @Nullable String membersDigest,
            @Nullable String stopId) {}

    /** That a command is in the log; the campaign's state tells what the calibrator made of it. */
    public record Accepted(String campaignId) {}

    private final FleetView view;
    private final CommandSink sink;
    private final SecurityIdentity identity;

    CampaignResource(FleetView view, CommandSink sink, SecurityIdentity identity) {
        this.view = view;
        this.sink = sink;
        this.identity = identity;
    }

    @GET
    public List<CampaignAnswer> campaigns() {
        FleetSnapshot fleet = view.snapshot();
        return fleet.campaigns().values().stream()
                .map(campaign -> CampaignAnswer.of(campaign, fleet, asker()))
                .toList();
    }

    @GET
    @Path("/{campaignId}")
    public CampaignAnswer campaign(String campaignId) {
        FleetSnapshot fleet = view.snapshot();
        return CampaignAnswer.of(existing(fleet, campaignId), fleet, asker());
    }

    @GET
    @Path("/{campaignId}/members")
    public Collection<CampaignMember> members(String campaignId) {
        FleetSnapshot fleet = view.snapshot();
        existing(fleet, campaignId);
        return List.copyOf(fleet.membersOf(campaignId));
    }

    @GET
    @Path("/{campaignId}/members/{meterId}")
    public CampaignMember member(String campaignId, String meterId) {
        CampaignMember member = view.snapshot().members().get(campaignId + "|" + meterId);
        if (member == null) {
            throw Problem.unknown("member", meterId + " of campaign " + campaignId);
        }
        return member;
    }

    @POST
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = CommandSink.CampaignReceipt.class)
    public Response create(@Nullable NewCampaign asked) {
        CampaignOutline outline = CampaignOutline.of(asked, view.snapshot());
        CampaignDraft draft = outline.draft();
        CommandSink.CampaignReceipt receipt = sink.create(
                author(),
                draft.name(),
                draft.reason(),
                outline.plan(),
                outline.planned().members());
        return Response.accepted(receipt).build();
    }

    @POST
    @Path("/dry-run")
    @RolesAllowed(Person.ENGINEER)
    public DryRun dryRun(@Nullable NewCampaign asked) {
        FleetSnapshot fleet = view.snapshot();
        Optional<DryRun> nothing = takesNothing(asked, fleet);
        if (nothing.isPresent()) {
            return nothing.get();
        }
        CampaignOutline outline = CampaignOutline.of(asked, fleet);
        List<PlannedMember> members = outline.planned().members();
        return new DryRun(
                members,
                outline.planned().membersByWave(),
                outline.plan(),
                outline.choices(),
                // What a meter counts after a restore is what it counted before its memory failed, not an estimate now.
                Prediction.of(
                        fleet.estimates().values(),
                        members.stream()
                                .filter(member -> !member.caseId().isEmpty())
                                .toList()));
    }

    /** Why a selection that takes nothing takes nothing: an answer, where a campaign of it is refused. */
    private static Optional<DryRun> takesNothing(@Nullable NewCampaign asked, FleetSnapshot fleet) {
        if (asked == null || asked.selection() == null) {
            return Optional.empty();
        }
        List<Selection.Choice> choices = asked.selection().selection().choices(fleet);
        return choices.stream().anyMatch(Selection.Choice::taken)
                ? Optional.empty()
                : Optional.of(new DryRun(
                        List.of(),
                        List.of(),
                        Objects.requireNonNullElse(asked.plan(), PlanRequest.NOTHING)
                                .completed(0),
                        choices,
                        Prediction.of(fleet.estimates().values(), List.of())));
    }

    @POST
    @Path("/{campaignId}/approve")
    @RolesAllowed(Person.APPROVER)
    @Described(status = 202, answer = Accepted.class)
    public Response approve(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.APPROVE, asked);
    }

    @POST
    @Path("/{campaignId}/start")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response start(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.START, asked);
    }

    @POST
    @Path("/{campaignId}/pause")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response pause(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.PAUSE, asked);
    }

    @POST
    @Path("/{campaignId}/resume")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response resume(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.RESUME, asked);
    }

    @POST
    @Path("/{campaignId}/retry")
    @RolesAllowed(Person.ENGINEER)
    @Described(status = 202, answer = Accepted.class)
    public Response retry(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.RETRY, asked);
    }

    @POST
    @Path("/{campaignId}/abort")
    @RolesAllowed(Person.OPERATOR)
    @Described(status = 202, answer = Accepted.class)
    public Response abort(String campaignId, @Nullable Asked asked) {
        return ask(campaignId, CampaignAction.ABORT, asked);
    }

    private Response ask(String campaignId, CampaignAction action, @Nullable Asked asked) {
        Campaign campaign = existing(view.snapshot(), campaignId);
        String reason = Reasons.required(asked == null ? null : asked.reason());
        String digest = action == CampaignAction.APPROVE && asked != null
                ? Objects.requireNonNullElse(asked.membersDigest(), "")
                : "";
        Optional<Refusal> objection = CampaignRules.objection(campaign, action, asker(), digest);
        if (objection.isPresent()) {
            throw Problem.refused(objection.get());
        }
        send(campaignId, action, reason, digest, asked == null ? null : asked.stopId());
        return Response.accepted(new Accepted(campaignId)).build();
    }

    /**
     * A stop holds the gateways before the calibrator hears of it, so that orders already released stop too. It is lifted
     * only by resuming, by the lift that the command carries: when the calibrator refuses to resume, the stop stays.
     */
    private void send(String campaignId, CampaignAction action, String reason, String digest, @Nullable String stopId) {
        CommandSink.Author author = author();
        if (action == CampaignAction.PAUSE || action == CampaignAction.ABORT) {
            sink.stop(author, campaignId, reason);
        }
        if (action == CampaignAction.RESUME) {
            Hold stop = view.snapshot().holds().get(campaignId);
            String lifted = stop != null && stop.active() ? HoldResource.requireNewest(stop, stopId) : "";
            sink.resume(author, campaignId, lifted, reason);
        } else {
            sink.command(author, campaignId, action, reason, digest);
        }
    }

    private static Campaign existing(FleetSnapshot fleet, String campaignId) {
        Campaign campaign = fleet.campaigns().get(campaignId);
        if (campaign == null) {
            throw Problem.unknown("campaign", campaignId);
        }
        return campaign;
    }

    static <T> List<T> withoutGaps(@Nullable List<@Nullable T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    private Person asker() {
        return ConsoleAuthentication.person(identity);
    }

    private CommandSink.Author author() {
        return ConsoleAuthentication.author(identity);
    }
}
