/** What a campaign and the jobs of its meters say to each other. Pure. */
@NullMarked
package org.plumbline.calibrator.member;

import org.jspecify.annotations.NullMarked;
