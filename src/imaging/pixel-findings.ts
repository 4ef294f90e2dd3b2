/** What the pixels themselves show: colour, drawn lines, saturation and clipping. */
import type { GreyImage, Mask, QualityFinding, QualityRules } from '../core/index.ts';
import { number } from './attributes.ts';
import { finding, type Outline, percent, type QualityInput, shownBox } from './quality-input.ts';
import { TAG } from './tag.ts';

interface Flagged {
  readonly colour: Mask | undefined;
  readonly overlay: Mask;
}

export function pixelFindings(
  input: QualityInput,
  outline: Outline,
  { colour, overlay }: Flagged,
  rules: QualityRules,
): readonly QualityFinding[] {
  return [
    ...(colour === undefined ? [] : colourFindings(input, outline, colour, rules)),
    ...overlayFindings(input, outline, overlay, rules),
    ...rangeFindings(input, outline, rules),
  ];
}

function colourFindings(input: QualityInput, outline: Outline, colour: Mask, rules: QualityRules): readonly QualityFinding[] {
  const { maxColourInRoiShare: inRoi, maxColourInRegionShare: inRegion } = rules.limits;
  const inside = count(colour, input.mask) / outline.pixels;
  if (inside > inRoi) return finding(rules, 'colour-in-roi', `${percent(inside)} of the outline`, percent(inRoi));
  const { minX, minY, maxX, maxY } = shownBox(input);
  const stated = input.attributes !== undefined && number(input.attributes, TAG.UltrasoundColorDataPresent) === 1;
  const anywhere = colour.reduce((sum, value) => sum + value, 0) / ((maxX - minX + 1) * (maxY - minY + 1));
  return anywhere > inRegion
    ? finding(
        rules,
        'colour-in-region',
        `${percent(anywhere)} of the image${stated ? ', stated as ultrasound colour data' : ''}`,
        percent(inRegion),
      )
    : [];
}

function overlayFindings(input: QualityInput, outline: Outline, overlay: Mask, rules: QualityRules): readonly QualityFinding[] {
  const limit = rules.limits.maxOverlayInRoiShare;
  const pixels = count(overlay, input.mask);
  const share = pixels / outline.pixels;
  const measured = `${pixels} pixels, ${percent(share)} of the outline`;
  if (share > limit) return finding(rules, 'overlay-in-roi', measured, percent(limit));
  return overlay.includes(1) ? finding(rules, 'overlay-near-roi', measured, percent(limit)) : [];
}

function rangeFindings({ image, mask }: QualityInput, outline: Outline, rules: QualityRules): readonly QualityFinding[] {
  const { maxSaturatedShare, maxClippedShare } = rules.limits;
  const white = whiteOf(image);
  let saturated = 0;
  let clipped = 0;
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    if (image.pixels[at]! >= white) saturated += 1;
    else if (image.pixels[at]! <= 0) clipped += 1;
  }
  const [whiteShare, blackShare] = [saturated / outline.pixels, clipped / outline.pixels];
  return [
    ...(whiteShare > maxSaturatedShare
      ? finding(rules, 'roi-saturated', `${percent(whiteShare)} of the outline`, percent(maxSaturatedShare))
      : []),
    ...(blackShare > maxClippedShare
      ? finding(rules, 'roi-clipped', `${percent(blackShare)} of the outline`, percent(maxClippedShare))
      : []),
  ];
}

/** Full scale of 8 bits; of more bits, which archives seldom fill, the highest value of the image. */
function whiteOf({ pixels }: GreyImage): number {
  if (!(pixels instanceof Uint16Array)) return 255;
  let highest = 1;
  for (const value of pixels) if (value > highest) highest = value;
  return highest;
}

function count(flagged: Mask, mask: Mask): number {
  let sum = 0;
  for (let at = 0; at < mask.length; at++) if (mask[at] !== 0 && flagged[at] !== 0) sum += 1;
  return sum;
}
