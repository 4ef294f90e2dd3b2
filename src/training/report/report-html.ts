/**
 * The validation report as one HTML file: no scripts, nothing fetched, figures as inline SVG, readable in a browser and
 * on A4. A pure function of the results: the same results give the same bytes.
 */
import { isComputed } from '../evaluation/results-parts.ts';
import type { ValidationResults } from '../validation-results.ts';
import { decisionSection, reclassificationSection } from './benefit-sections.ts';
import { calibrationSection } from './calibration-section.ts';
import { checklistSection } from './checklist-section.ts';
import { cutOffSection } from './cut-off-section.ts';
import { discriminationSection } from './discrimination-section.ts';
import { fittedSection } from './fitted-section.ts';
import { internalSection } from './internal-section.ts';
import { escaped, paragraph, section } from './markup.ts';
import { notComputedIn } from './not-computed.ts';
import { decimals } from './number-text.ts';
import { patientsSection } from './patients-section.ts';
import { qualitySection } from './quality-section.ts';
import { REPORT_STYLE, SIMULATED_STYLE } from './report-style.ts';
import { shiftSection } from './shift-section.ts';
import { SPLIT_TITLES } from './split-style.ts';
import { strataSection } from './strata-section.ts';

const CONTENTS: readonly (readonly [string, string])[] = [
  ['patients', 'Patients'],
  ['discrimination', 'Discrimination'],
  ['cut-off', 'At the cut-off'],
  ['calibration', 'Calibration'],
  ['decision', 'Decision curve'],
  ['reclassification', 'Reclassification'],
  ['internal', 'Internal validity'],
  ['strata', 'Strata'],
  ['model', 'Model'],
  ['shift', 'Shift against training'],
  ['quality', 'Image quality'],
  ['missing', 'What was not computed'],
  ['checklists', 'Reporting checklists'],
];

/** Image quality is looked at on a new cohort only. */
const contentsOf = ({ quality }: ValidationResults) => CONTENTS.filter(([id]) => id !== 'quality' || quality !== undefined);

export function reportHtml(results: ValidationResults): string {
  const { title, model, endpoint, simulated, seed } = results;
  const banner = simulated
    ? '<div class="banner">Simulated data: no patient. Every figure below describes a simulation and no real tumour.</div>'
    : '';
  const body = [
    `<header><h1>${escaped(title)}</h1>`,
    `<p class="lead">Validation of ${escaped(model.id)} ${escaped(model.version)}. ${escaped(endpoint.definition)}.</p>`,
    model.statement === undefined ? '' : paragraph(model.statement),
    glance(results),
    paragraph('Research only. The score does not establish HER2 status and replaces no tissue test.'),
    `<nav aria-label="Contents"><ol>${contentsOf(results)
      .map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`)
      .join('')}</ol></nav></header>`,
    patientsSection(results),
    discriminationSection(results),
    cutOffSection(results),
    calibrationSection(results),
    decisionSection(results),
    reclassificationSection(results),
    internalSection(results),
    strataSection(results),
    fittedSection(results),
    shiftSection(results),
    qualitySection(results),
    missingSection(results),
    checklistSection(results),
    `<footer>${simulated ? 'Simulated data. ' : ''}${escaped(model.id)} ${escaped(model.version)}. Intervals are 95 %. Lesions of one patient are taken as independent. Random draws start from seed ${seed}.</footer>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`${title}${simulated ? ' (simulated data)' : ''}`)}</title>
<style>${REPORT_STYLE}${simulated ? SIMULATED_STYLE : ''}</style>
</head>
<body>
${banner}
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

function glance({ discrimination }: ValidationResults): string {
  const cards = discrimination.map(({ split, auc, positives, negatives }) => {
    const number = isComputed(auc)
      ? `<b>${decimals(auc.value)}</b><span>95 % CI ${decimals(auc.lower)} to ${decimals(auc.upper)}</span>`
      : '<b class="absent">not computed</b>';
    return `<div class="${split}"><span>${SPLIT_TITLES[split]} AUC</span>${number}<span>${positives} positive, ${negatives} negative</span></div>`;
  });
  return `<div class="glance">${cards.join('')}</div>`;
}

function missingSection(results: ValidationResults): string {
  const found = notComputedIn(results);
  const items = found.map(({ where, reason }) => `<li><strong>${escaped(where)}</strong>: ${escaped(reason)}</li>`);
  return section('missing', 'What was not computed', [
    found.length === 0 ? paragraph('Everything was computed.') : `<ul>${items.join('')}</ul>`,
  ]);
}
