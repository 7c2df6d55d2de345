// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
package org.plumbline.analyzer.state;

import org.plumbline.analyzer.metrology.paired.CurveShape;
import org.plumbline.analyzer.metrology.paired.FormLeverage;
import org.plumbline.analyzer.metrology.paired.LoadDistribution;
import org.plumbline.analyzer.metrology.tracking.LevelLeverage;
import org.plumbline.analyzer.metrology.tracking.MeterTrack;
import org.plumbline.analyzer.metrology.tracking.TrackLeverage;

/**
 * Octets of what the form of the curve adds. Before version 4 it was not kept: it is taken as that of the mean load, so
 * that nothing is corrected by it.
 */
final class LeverageCodec {
    private LeverageCodec() {}

    /** A day's, as steps from that of its mean load. */
    static void write(OctetWriter out, FormLeverage leverage, LoadDistribution load, CurveShape shape) {
        FormLeverage mean = ofMeanLoad(load, shape);
        out.number(steps(leverage.offset()) - steps(mean.offset()))
                .number(steps(leverage.curvature()) - steps(mean.curvature()));
    }

    static FormLeverage read(OctetReader in, LoadDistribution load, CurveShape shape) {
        FormLeverage mean = ofMeanLoad(load, shape);
        return new FormLeverage(
                FormLeverage.STEP * (steps(mean.offset()) + in.number()),
                FormLeverage.STEP * (steps(mean.curvature()) + in.number()));
    }

    static FormLeverage ofMeanLoad(LoadDistribution load, CurveShape shape) {
        return FormLeverage.ofMean(load, shape.squareLoadEnergy());
    }

    /** A track's, likewise. */
    static void writeTrack(OctetWriter out, MeterTrack track) {
        FormLeverage mean = ofMeanLoad(track.load(), track.shape());
        write(out, track.leverage().offset(), mean.offset());
        write(out, track.leverage().curvature(), mean.curvature());
    }

    static TrackLeverage readTrack(OctetReader in, LoadDistribution load, CurveShape shape) {
        FormLeverage mean = ofMeanLoad(load, shape);
        return new TrackLeverage(readLevel(in, mean.offset()), readLevel(in, mean.curvature()));
    }

    static TrackLeverage ofMean(LoadDistribution load, CurveShape shape) {
        FormLeverage mean = ofMeanLoad(load, shape);
        return new TrackLeverage(new LevelLeverage(mean.offset(), 0, 0), new LevelLeverage(mean.curvature(), 0, 0));
    }

    private static void write(OctetWriter out, LevelLeverage leverage, double mean) {
        out.number(steps(leverage.level()) - steps(mean))
                .number(steps(leverage.rate()))
                .number(steps(leverage.coefficient()));
    }

    private static LevelLeverage readLevel(OctetReader in, double mean) {
        return new LevelLeverage(
                FormLeverage.STEP * (steps(mean) + in.number()),
                FormLeverage.STEP * in.number(),
                FormLeverage.STEP * in.number());
    }

    private static long steps(double leverage) {
        return Math.round(leverage / FormLeverage.STEP);
    }
}
