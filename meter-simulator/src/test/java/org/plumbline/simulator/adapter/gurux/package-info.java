/** A stock Gurux client against the simulated meters; the only place that knows Gurux. */
package org.plumbline.simulator.adapter.gurux;
