/** The image itself. */
import { consecutive } from './filter-input.ts';
import type { ImageType } from './image-type.ts';

export const originalImage: ImageType = {
  name: 'Original',
  derivedNames: () => ['original'],
  derive: (input, box) => [
    { name: 'original', pixels: input.tile(consecutive(box.x, box.width), consecutive(box.y, box.height)) },
  ],
};
