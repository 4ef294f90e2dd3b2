/** Size and place of the outline, and what is stated of the distance between pixels. */
import type { QualityFinding, QualityRules, StatedSpacing } from '../core/index.ts';
import { finding, type Outline, percent, type QualityInput, shownBox } from './quality-input.ts';
import type { UltrasoundRegion } from './ultrasound-regions.ts';

export function geometryFindings(input: QualityInput, outline: Outline, rules: QualityRules): readonly QualityFinding[] {
  return [
    ...placeFindings(input, outline, rules),
    ...sizeFindings(input, outline, rules),
    ...spacingFindings(input, rules),
    ...(input.staleRegions > 0 ? finding(rules, 'stale-region', `${input.staleRegions} regions`) : []),
  ];
}

/** Graphics and regions of other spatial formats are told from tissue by acquisitionFindings. */
const TISSUE_LIKE: ReadonlySet<UltrasoundRegion['content']> = new Set(['tissue', 'colour-flow', 'other']);

function placeFindings(input: QualityInput, outline: Outline, rules: QualityRules): readonly QualityFinding[] {
  const scaled = input.regions.filter(({ spacing, content }) => spacing !== undefined && TISSUE_LIKE.has(content));
  if (input.region === undefined && scaled.length > 0) {
    const met = scaled.filter(({ box }) => meets(box, outline.box)).length;
    return finding(rules, 'roi-outside-region', `meets ${met} of ${scaled.length} regions and lies in none`);
  }
  const { border, onEdge } = borderPixels(input);
  const share = onEdge / border;
  const limit = rules.limits.maxCutOffShare;
  return share > limit ? finding(rules, 'roi-cut-off', `${percent(share)} of the outline’s border`, percent(limit)) : [];
}

/** Pixels of the outline with a neighbour outside it, and those of them on the edge of what is shown. */
function borderPixels(input: QualityInput): { readonly border: number; readonly onEdge: number } {
  const { mask, image } = input;
  const { width, height } = image;
  const { minX, minY, maxX, maxY } = shownBox(input);
  let border = 0;
  let onEdge = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (mask[at] === 0) continue;
      const edge = x === minX || x === maxX || y === minY || y === maxY;
      const inner = !edge && mask[at - 1] && mask[at + 1] && mask[at - width] && mask[at + width];
      if (inner) continue;
      border += 1;
      if (edge) onEdge += 1;
    }
  }
  return { border: Math.max(1, border), onEdge };
}

function sizeFindings(input: QualityInput, { box, pixels }: Outline, rules: QualityRules): readonly QualityFinding[] {
  const { minRoiPixels, minRoiSideMm, maxRoiSideMm, maxRoiShare } = rules.limits;
  const columns = box.maxX - box.minX + 1;
  const rows = box.maxY - box.minY + 1;
  if (pixels < minRoiPixels) return finding(rules, 'roi-too-small', `${pixels} pixels`, `${minRoiPixels} pixels`);
  const shown = shownBox(input);
  const share = pixels / ((shown.maxX - shown.minX + 1) * (shown.maxY - shown.minY + 1));
  if (share > maxRoiShare) return finding(rules, 'roi-too-large', `${percent(share)} of the image`, percent(maxRoiShare));
  if (input.calibration.kind === 'uncalibrated') return [];
  const { xMm, yMm } = input.calibration.spacing;
  const sides = [columns * xMm, rows * yMm];
  const measured = sides.map(inMm).join(' x ');
  if (Math.min(...sides) < minRoiSideMm) return finding(rules, 'roi-too-small', measured, inMm(minRoiSideMm));
  return Math.max(...sides) > maxRoiSideMm ? finding(rules, 'roi-too-large', measured, inMm(maxRoiSideMm)) : [];
}

function spacingFindings({ calibration }: QualityInput, rules: QualityRules): readonly QualityFinding[] {
  if (calibration.kind === 'uncalibrated') {
    const { conflict } = calibration;
    return conflict === undefined ? [] : finding(rules, 'spacing-conflict', statedSpacings(conflict));
  }
  const { minSpacingMm, maxSpacingMm, maxSpacingRatio } = rules.limits;
  const { xMm, yMm } = calibration.spacing;
  const isOutside = Math.min(xMm, yMm) < minSpacingMm || Math.max(xMm, yMm) > maxSpacingMm;
  const ratio = Math.max(xMm, yMm) / Math.min(xMm, yMm);
  const ofDetector = calibration.source === 'imager-pixel-spacing' || calibration.source === 'nominal-scanned-pixel-spacing';
  return [
    ...(isOutside || ratio > maxSpacingRatio
      ? finding(
          rules,
          'spacing-out-of-range',
          statedSpacings([calibration]),
          `${minSpacingMm} to ${maxSpacingMm} mm, ratio up to ${maxSpacingRatio}`,
        )
      : []),
    ...(ofDetector ? finding(rules, 'spacing-of-detector', statedSpacings([calibration])) : []),
  ];
}

/** "0.2 x 0.3 mm (ultrasound-region), 0.5 x 0.4 mm (pixel-spacing)". */
export function statedSpacings(stated: readonly StatedSpacing[]): string {
  return stated.map(({ source, spacing }) => `${short(spacing.xMm)} x ${short(spacing.yMm)} mm (${source})`).join(', ');
}

const short = (value: number): number => Number(value.toPrecision(4));
const inMm = (value: number): string => `${Number(value.toPrecision(3))} mm`;

function meets(a: UltrasoundRegion['box'], b: UltrasoundRegion['box']): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}
