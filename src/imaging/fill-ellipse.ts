/** An ellipse or circle to a mask by the rule of fill-span.ts, from its equation and not from a polygon. */
import type { Mask } from '../core/index.ts';
import { fillSpan, firstCentre } from './fill-span.ts';

/** Corner coordinates, pixels; `angle` of the first half axis, radians, from the x axis towards the y axis. */
export interface Ellipse {
  readonly centreX: number;
  readonly centreY: number;
  readonly halfAxis: number;
  readonly otherHalfAxis: number;
  readonly angle: number;
}

/** Half the width and height of the upright box around it. */
export function ellipseReach({ halfAxis: a, otherHalfAxis: b, angle }: Ellipse): readonly [x: number, y: number] {
  return [Math.hypot(a * Math.cos(angle), b * Math.sin(angle)), Math.hypot(a * Math.sin(angle), b * Math.cos(angle))];
}

export function fillEllipse(ellipse: Ellipse, width: number, height: number): Mask {
  const { centreX, centreY, halfAxis: a, otherHalfAxis: b, angle } = ellipse;
  const mask = new Uint8Array(width * height);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  // p dx^2 + 2 q dx dy + r dy^2 = 1
  const p = (cos / a) ** 2 + (sin / b) ** 2;
  const q = cos * sin * (a ** -2 - b ** -2);
  const r = (sin / a) ** 2 + (cos / b) ** 2;
  const reach = ellipseReach(ellipse)[1];
  const last = firstCentre(centreY + reach, height);
  for (let y = firstCentre(centreY - reach, height); y < last; y++) {
    const dy = y + 0.5 - centreY;
    const under = (q * dy) ** 2 - p * (r * dy * dy - 1);
    if (under < 0) continue;
    const middle = centreX - (q * dy) / p;
    const half = Math.sqrt(under) / p;
    fillSpan(mask, width, y, middle - half, middle + half);
  }
  return mask;
}
