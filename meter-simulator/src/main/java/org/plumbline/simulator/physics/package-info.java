/** What happens before any protocol: seeded loads, temperature and the error curve of a meter. */
@NullMarked
package org.plumbline.simulator.physics;

import org.jspecify.annotations.NullMarked;
