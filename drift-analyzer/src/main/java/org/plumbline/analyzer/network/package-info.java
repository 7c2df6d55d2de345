/** What a reference meter knows of the network of comparisons it stands in, and what that says about its certificate. Pure. */
@NullMarked
package org.plumbline.analyzer.network;

import org.jspecify.annotations.NullMarked;
