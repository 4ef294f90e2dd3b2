/** Side of an image: Image Laterality of the frame's own module (PS3.3 C.7.3.1, C.8.5.6), else Laterality of its series. */
import type { Laterality } from '../core/index.ts';
import type { Attributes } from './attributes.ts';
import { text } from './attributes.ts';
import { TAG } from './tag.ts';

export function imageLaterality(attributes: Attributes): Laterality {
  switch (text(attributes, TAG.ImageLaterality) ?? text(attributes, TAG.Laterality)) {
    case 'L':
      return 'left';
    case 'R':
      return 'right';
    default:
      return 'unknown';
  }
}
