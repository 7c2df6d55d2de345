/** What people do with cases. Pure. */
@NullMarked
package org.plumbline.console.casework;

import org.jspecify.annotations.NullMarked;
