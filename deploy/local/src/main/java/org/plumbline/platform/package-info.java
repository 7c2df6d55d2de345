/** The local platform: a real broker and a real registry as own processes, on the loopback interface only. */
@NullMarked
package org.plumbline.platform;

import org.jspecify.annotations.NullMarked;
