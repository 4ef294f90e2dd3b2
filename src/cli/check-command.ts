/** `her2-cds check`: what the quality gate sees in one lesion, in words and as a picture. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type QualityFinding, type QualityRules, qualityRules } from '../core/index.ts';
import type { QualityInput, QualityReport } from '../imaging/index.ts';
import type { CheckOptions } from './checked-lesion.ts';
import { jsonOption, labelOption, spacingOption } from './options.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('what the image quality gate sees in one lesion: findings, measured values, and a picture of it')
    .option('--study <folder or UID>', 'folder of DICOM files with image and outline; with --archive a Study Instance UID')
    .option('--archive <url>', 'DICOMweb base address that holds the study')
    .option('--authorization <file>', 'file that holds the Authorization header of the archive')
    .option('--patient-id <id>', 'DICOM PatientID that the objects must carry (needed with --archive)')
    .option('--image <file>', 'ultrasound image: PNG, JPEG, TIFF or DICOM')
    .option('--mask <file>', 'lesion mask or polygons on it')
    .addOption(labelOption())
    .addOption(new Option('--frame <n>', 'frame of a DICOM image, counted from 1').argParser(Number))
    .addOption(spacingOption())
    .option('--model <folder>', 'model bundle whose own limits count; default: the limits without a model')
    .option('--out <file>', 'write the picture here (PNG)')
    .addOption(jsonOption())
    .action(run);
}

async function run(options: CheckOptions): Promise<void> {
  const [{ checkQuality, qualityPicture }, { checkedLesion }] = await Promise.all([
    import('../imaging/index.ts'),
    import('./checked-lesion.ts'),
  ]);
  const input = await checkedLesion(options);
  const rules = await rulesOf(options.model);
  const report = checkQuality(input, rules);
  if (options.out !== undefined) await writeFile(options.out, await qualityPicture(input, report));
  const blocked = report.findings.some(({ severity }) => severity === 'blocks');
  const text = options.json ? JSON.stringify(asJson(input, report)) : inWords(input, report, options.out);
  process.stdout.write(`${text}\n`);
  if (blocked) process.exitCode = 2;
}

async function rulesOf(model: string | undefined): Promise<QualityRules> {
  if (model === undefined) return qualityRules();
  const { readBundle } = await import('../model/index.ts');
  return qualityRules((await readBundle(model)).manifest.quality);
}

interface Measured {
  readonly image: readonly [width: number, height: number];
  readonly outlinePixels: number;
  readonly calibration: QualityInput['calibration'];
  readonly region: QualityInput['region'];
  readonly laterality: QualityInput['laterality'];
}

function measured({ image, mask, calibration, region, laterality }: QualityInput): Measured {
  const outlinePixels = mask.reduce((sum, inside) => sum + inside, 0);
  return { image: [image.width, image.height], outlinePixels, calibration, region, laterality };
}

function asJson(input: QualityInput, { findings }: QualityReport): object {
  const blocked = findings.some(({ severity }) => severity === 'blocks');
  return { accepted: !blocked, findings, ...measured(input), regions: input.regions };
}

function inWords(input: QualityInput, { findings }: QualityReport, picture: string | undefined): string {
  const { image, outlinePixels, calibration, region, laterality } = measured(input);
  const blocking = findings.filter(({ severity }) => severity === 'blocks').length;
  const verdict = blocking > 0 ? 'Refused' : findings.length > 0 ? 'Accepted with warnings' : 'Accepted';
  return [
    verdict,
    ...findings.map(line),
    `Image ${image.join(' x ')}, outline of ${outlinePixels} pixels, ${spacingText(calibration)}, ${
      region === undefined
        ? 'no ultrasound region around the outline'
        : `ultrasound region ${region.width} x ${region.height} at ${region.x}, ${region.y}`
    }`,
    `Side: ${laterality}`,
    ...(picture === undefined ? [] : [`Picture: ${picture}`]),
  ].join('\n');
}

function line({ severity, code, text, measured, limit }: QualityFinding): string {
  return `  ${severity} ${code}: ${text} (${measured}${limit === undefined ? '' : `; limit ${limit}`})`;
}

function spacingText(calibration: QualityInput['calibration']): string {
  if (calibration.kind === 'uncalibrated') return calibration.conflict === undefined ? 'no spacing' : 'contradicting spacings';
  const { spacing, source } = calibration;
  return `spacing ${spacing.xMm} x ${spacing.yMm} mm (${source})`;
}
