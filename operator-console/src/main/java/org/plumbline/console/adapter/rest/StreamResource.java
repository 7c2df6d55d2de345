// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.console.adapter.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.plumbline.console.fleet.FleetDelta;
import org.plumbline.console.fleet.FleetSnapshot;
import org.plumbline.console.fleet.FleetView;
import org.plumbline.console.fleet.Hold;
import org.plumbline.console.fleet.MeterRow;
import org.plumbline.console.people.People;
import org.plumbline.console.people.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes, as server-sent events, at most twice a second: first {@code snapshot} with everything, then {@code
 * change} with the differences. A slow reader skips ticks and gets the sum of what it missed; nothing is queued. A stream
 * ends after a quarter of an hour, so that the reader authenticates again.
 */
@Path("/api/stream")
@ApplicationScoped
public class StreamResource {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamResource.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int TICKS_TO_SIGN_OF_LIFE = 20;
    private static final int STREAM_LIMIT = 100;

    /**
     * Body of an event; lists hold what is new or changed, by their keys.
     *
     * @param tables another number when rows of the tables may have moved
     */
    public record Change(
            FleetAnswer fleet,
            long tables,
            List<MeterRow> meters,
            List<String> removedMeters,
            List<CaseAnswer> cases,
            List<String> removedCases,
            List<CampaignAnswer> campaigns,
            List<String> removedCampaigns,
            List<Hold> holds,
            List<String> removedHolds) {}

    private final FleetView view;
    private final FleetFeed feed;
    private final TableTicks tables;
    private final People people;
    private final ObjectMapper json;
    private final SecurityIdentity identity;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile boolean closing;

    StreamResource(
            FleetView view,
            FleetFeed feed,
            TableTicks tables,
            People people,
            ObjectMapper json,
            SecurityIdentity identity) {
        this.people = people;
        this.view = view;
        this.tables = tables;
        this.feed = feed;
        this.json = json;
        this.identity = identity;
    }

    @PreDestroy
    void close() {
        closing = true;
    }

    /** @param lastEventId id of the last event the reader saw; nothing is sent again when nothing changed since */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Person.VIEWER)
    @Described(files = MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
        if (streams.incrementAndGet() > STREAM_LIMIT) {
            streams.decrementAndGet();
            throw new Problem("TOO_MANY_STREAMS", "Too many pages are open.", "Close some.").exception(503);
        }
        Person asker = ConsoleAuthentication.person(identity);
        boolean local = people.find(asker.name()).isPresent();
        Cursor cursor = new Cursor(asker, lastEventId, sse);
        return Multi.createFrom()
                .ticks()
                .every(TICK)
                .onOverflow()
                .drop()
                .select()
                .first(LONGEST)
                .select()
                .first(tick -> !closing && (!local || stands(asker)))
                .onItem()
                .transformToIterable(tick -> cursor.next())
                .onTermination()
                .invoke(() -> streams.decrementAndGet());
    }

    /** Whether a local user is still there with the same rights; else the reader authenticates again. */
    private boolean stands(Person asker) {
        return people.find(asker.name())
                .filter(user -> user.person().rights().equals(asker.roles()))
                .isPresent();
    }

    /** How far one reader has been served. Ticks of one stream never overlap. */
    private final class Cursor {
        private final Person asker;
        private final Sse sse;
        private @Nullable FleetSnapshot served;
        private long servedTables;
        private int quietTicks;

        Cursor(Person asker, @Nullable String lastEventId, Sse sse) {
            this.asker = asker;
            this.sse = sse;
            FleetSnapshot now = view.snapshot();
            servedTables = tables.version();
            served = id(now).equals(lastEventId) ? now : null;
        }

        List<OutboundSseEvent> next() {
            FleetSnapshot before = served;
            FleetSnapshot now = view.snapshot();
            long tablesNow = tables.version();
            if (before != null && before.version() == now.version() && tablesNow == servedTables) {
                quietTicks++;
                return quietTicks % TICKS_TO_SIGN_OF_LIFE == 0
                        ? List.of(sse.newEventBuilder().comment("alive").build())
                        : List.of();
            }
            quietTicks = 0;
            served = now;
            servedTables = tablesNow;
            return List.of(sse.newEventBuilder()
                    .id(id(now))
                    .name(before == null ? "snapshot" : "change")
                    .data(body(before, now))
                    .build());
        }

        private String id(FleetSnapshot snapshot) {
            return instance + "-" + snapshot.version() + "-" + servedTables;
        }

        private String body(@Nullable FleetSnapshot before, FleetSnapshot now) {
            FleetDelta delta = FleetDelta.between(before, now);
            // A stop of everything changes what is offered of every campaign.
            boolean all = !delta.holds().isEmpty() || !delta.removedHolds().isEmpty();
            List<CampaignAnswer> campaigns = (all ? now.campaigns().values() : delta.campaigns())
                    .stream()
                            .map(campaign -> CampaignAnswer.of(campaign, now, asker))
                            .toList();
            try {
                return json.writeValueAsString(new Change(
                        feed.fleet(delta.counts()),
                        servedTables,
                        delta.meters(),
                        delta.removedMeters(),
                        delta.cases().stream().map(CaseAnswer::of).toList(),
                        delta.removedCases(),
                        campaigns,
                        delta.removedCampaigns(),
                        delta.holds(),
                        delta.removedHolds()));
            } catch (JsonProcessingException e) {
                LOGGER.atError().setCause(e).log("change cannot be written");
                throw new IllegalStateException(e);
            }
        }
    }
}
