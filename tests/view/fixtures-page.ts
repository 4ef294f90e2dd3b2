/** Every image with its outline, the ultrasound regions and what the quality gate says of it. */
import type { QualityFinding } from '../../src/core/index.ts';
import type { UltrasoundRegion } from '../../src/imaging/index.ts';
import { escaped, type PageLink, page } from './page.ts';
import type { Viewed, ViewedImage } from './viewed-images.ts';

const KEY = `<p class="key"><span style="border-color:#ff8c00">outline</span><span style="border-color:#00dcdc">region of the lesion</span>
<span style="border-color:#3c5aff">other regions</span><span style="border-color:#0f0">drawn lines</span>
<span style="border-color:#f0f">colour</span></p>`;

export async function fixturesPage(images: readonly ViewedImage[], links: readonly PageLink[]): Promise<string> {
  const groups = [...new Set(images.map(({ group }) => group))];
  const sections: string[] = [];
  for (const group of groups) {
    const cards: string[] = [];
    for (const [at, image] of images.entries()) {
      if (image.group === group) cards.push(card(image.name, at, await image.read().catch(failed)));
    }
    sections.push(`<h2>${escaped(group)}</h2><div class="cards">${cards.join('\n')}</div>`);
  }
  return page('Images and the quality gate', links, KEY + sections.join('\n'));
}

function failed(error: unknown): Viewed {
  return { kind: 'not-viewed', why: error instanceof Error ? error.message : 'cannot be read' };
}

function card(name: string, at: number, viewed: Viewed): string {
  const heading = `<h3>${escaped(name)}</h3>`;
  if (viewed.kind === 'not-viewed') return `<article>${heading}<p class="blocks">${escaped(viewed.why)}</p></article>`;
  const { input, report, outlined } = viewed;
  const { calibration, image, region } = input;
  const spacing =
    calibration.kind === 'calibrated'
      ? `${calibration.spacing.xMm} x ${calibration.spacing.yMm} mm (${calibration.source})`
      : calibration.conflict === undefined
        ? 'not stated'
        : 'contradicting';
  return `<article>${heading}<a href="/image/${at}.png"><img src="/image/${at}.png" alt="${escaped(name)}" loading="lazy"></a>
${outlined ? verdict(report.findings) : '<p>No outline: nothing is checked.</p>'}
<dl><dt>Frame</dt><dd>${image.width} x ${image.height}</dd><dt>Spacing</dt><dd>${escaped(spacing)}</dd>
<dt>Region</dt><dd>${region === undefined ? 'none around an outline' : `${region.width} x ${region.height} at ${region.x}, ${region.y}`}</dd>
<dt>Regions</dt><dd>${input.regions.map(regionText).join('<br>') || 'none'}${input.staleRegions > 0 ? `<br>${input.staleRegions} of another frame size` : ''}</dd></dl></article>`;
}

function verdict(findings: readonly QualityFinding[]): string {
  if (findings.length === 0) return '<p class="accepted">Accepted</p>';
  const lines = findings.map(
    ({ severity, code, text, measured, limit }) =>
      `<li class="${severity}"><code>${code}</code> ${severity}: ${escaped(text)} (${escaped(measured)}${limit === undefined ? '' : `; limit ${escaped(limit)}`})</li>`,
  );
  return `<ul>${lines.join('')}</ul>`;
}

function regionText({ content, box, spacing, highPriority }: UltrasoundRegion): string {
  const scale = spacing === undefined ? 'no scale' : `${spacing.xMm.toPrecision(4)} x ${spacing.yMm.toPrecision(4)} mm`;
  return `${content}: ${box.minX}, ${box.minY} to ${box.maxX}, ${box.maxY}; ${scale}${highPriority ? '' : '; low priority'}`;
}
