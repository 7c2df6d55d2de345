// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.gateway.app;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.plumbline.gateway.trace.FrameTrace;
import org.plumbline.gateway.trace.FrameTraces;
import org.plumbline.gateway.trace.TracedFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PUT /trace/METER?by=NAME&minutes=15} switches a meter's frame trace on, {@code GET} reads it, {@code DELETE} ends
 * it. From the gateway's own host only, whatever address it listens on.
 */
@ApplicationScoped
class TraceRoutes {

    private static final Logger LOGGER = LoggerFactory.getLogger(TraceRoutes.class);
    private static final String PATH = "/trace/:meterId";
    private static final Pattern NAME = Pattern.compile("[ -~]{1,64}");
    private static final String DEFAULT_MINUTES = "15";

    private final GatewayLifecycle lifecycle;

    @Inject
    TraceRoutes(GatewayLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    void addTo(@Observes Router router) {
        router.route(HttpMethod.PUT, PATH).handler(context -> withTraces(context, this::start));
        router.route(HttpMethod.GET, PATH).handler(context -> withTraces(context, TraceRoutes::read));
        router.route(HttpMethod.DELETE, PATH).handler(context -> withTraces(context, TraceRoutes::stop));
    }

    /** One request. */
    private interface Work {
        void on(RoutingContext context, FrameTraces traces, String meterId);
    }

    private void withTraces(RoutingContext context, Work work) {
        Gateway gateway = lifecycle.gateway();
        String meterId = context.pathParam("meterId");
        if (!fromThisHost(context.request().remoteAddress())) {
            answer(context, 403, "traces are served to the gateway's own host only");
        } else if (gateway == null) {
            answer(context, 503, "the gateway is starting");
        } else {
            work.on(context, gateway.traces(), meterId);
        }
    }

    private void start(RoutingContext context, FrameTraces traces, String meterId) {
        String principal = context.request().getParam("by", "");
        String minutes = context.request().getParam("minutes", DEFAULT_MINUTES);
        if (!NAME.matcher(meterId).matches() || !NAME.matcher(principal).matches()) {
            answer(context, 400, "say who you are: ?by=NAME");
        } else if (!minutes.matches("[1-9]|[1-5][0-9]|60")) {
            answer(context, 400, "minutes must be in 1..60");
        } else {
            var started = traces.start(meterId, principal, Duration.ofMinutes(Integer.parseInt(minutes)));
            started.ifPresentOrElse(
                    trace -> {
                        LOGGER.atInfo()
                                .addKeyValue("meterId", meterId)
                                .addKeyValue("principal", principal)
                                .addKeyValue("until", trace.endsAt())
                                .log("frame trace started");
                        answer(context, 200, json(trace));
                    },
                    () -> answer(context, 409, "too many traces are running; end one"));
        }
    }

    private static void read(RoutingContext context, FrameTraces traces, String meterId) {
        traces.find(meterId)
                .ifPresentOrElse(trace -> answer(context, 200, json(trace)), () -> answer(context, 404, "no trace"));
    }

    private static void stop(RoutingContext context, FrameTraces traces, String meterId) {
        if (traces.stop(meterId)) {
            LOGGER.atInfo().addKeyValue("meterId", meterId).log("frame trace ended by request");
            answer(context, 200, new JsonObject().put("ended", true));
        } else {
            answer(context, 404, "no trace");
        }
    }

    private static JsonObject json(FrameTrace trace) {
        JsonArray frames = new JsonArray();
        trace.frames().forEach(frame -> frames.add(json(frame)));
        return new JsonObject()
                .put("principal", trace.principal())
                .put("startedAt", trace.startedAt().toString())
                .put("endsAt", trace.endsAt().toString())
                .put("running", trace.running())
                .put("dropped", trace.dropped())
                .put("frames", frames);
    }

    private static JsonObject json(TracedFrame frame) {
        JsonObject json = new JsonObject()
                .put("at", frame.at().toString())
                .put("direction", frame.sent() ? "sent" : "received")
                .put("phase", frame.phase())
                .put("service", frame.service())
                .put("octets", frame.octets());
        if (frame.counter() != null) {
            json.put("counter", frame.counter());
        }
        if (frame.shown() != null) {
            json.put("apdu", frame.shown());
        }
        return json;
    }

    private static boolean fromThisHost(SocketAddress remote) {
        try {
            return remote != null
                    && remote.hostAddress() != null
                    && InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static void answer(RoutingContext context, int status, String error) {
        answer(context, status, new JsonObject().put("error", error));
    }

    private static void answer(RoutingContext context, int status, JsonObject body) {
        var unused = context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }
}
