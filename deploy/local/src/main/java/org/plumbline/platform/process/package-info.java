/** Child processes that never outlive the process that started them. */
@NullMarked
package org.plumbline.platform.process;

import org.jspecify.annotations.NullMarked;
