/**
 * The clinical content for an oncologist to review without code: the decision table, what its conditions mean, each row with its
 * sources, and the card of every scenario as it is rendered. A folder other than the shipped one is read anew at each request;
 * orders and results of the cases are still recognised by the shipped one.
 */
import type { Card } from '../../src/cds-hooks/index.ts';
import {
  type Application,
  cell,
  DIMENSIONS,
  type Dimension,
  decisionTable,
  HAS,
  lintProposal,
  type RowDescription,
  type ServiceContent,
} from '../../src/pathway/index.ts';
import { SCENARIOS } from '../pathway/scenarios/descriptions.ts';
import { evaluate, responseOf } from '../pathway/scenarios/evaluate.ts';
import { MORE_CASES } from '../pathway/scenarios/more-cases.ts';
import type { Scenario } from '../pathway/scenarios/scenario.ts';
import { escaped, type PageLink, page } from './page.ts';
import { type NamedCondition, reviewedContent } from './reviewed-content.ts';

const STYLE = `<style>
table { border-collapse: collapse; margin: .5rem 0 1.5rem; } th, td { border: 1px solid #444b55; padding: .15rem .5rem; text-align: left; vertical-align: top; }
th { background: #2b3038; position: sticky; top: 0; } code { color: #c8d3df; font-size: .85em; overflow-wrap: anywhere; }
.hook-card { border-left: 6px solid #5b8def; background: #2a2f37; padding: .5rem .75rem; border-radius: 4px; } .hook-card.warning { border-color: #ffb347; }
.hook-card h4 { margin: 0 0 .25rem; } .hook-card p { margin: .25rem 0; } .button { display: inline-block; border: 1px solid #8cc4ff; border-radius: 4px; padding: 0 .5rem; margin: .15rem .25rem 0 0; }
td:last-child { min-width: 14rem; } pre { white-space: pre-wrap; }
@media (max-width: 900px) { table { display: block; overflow-x: auto; } }
.recommended { background: #24415f; } .none, .quiet { color: #9aa4b1; }
</style>`;

/** @param today ISO date, on which the content must hold. Throws ServiceError where its content does not hold. */
export async function pathwayPage(links: readonly PageLink[], folder: string, today: string, asked?: string): Promise<string> {
  const { languages, language, names, contentFor } = reviewedContent(folder, today, asked);
  const content = contentFor();
  const cases: Case[] = [];
  for (const scenario of [...SCENARIOS, ...MORE_CASES]) {
    const { facts } = await evaluate(scenario);
    const application = contentFor(scenario.site).apply(facts);
    cases.push({ scenario, application, card: responseOf(application, facts.patientId).cards[0] });
  }
  const choices = languages.map((other) =>
    other === language ? escaped(other) : `<a href="?language=${escaped(other)}">${escaped(other)}</a>`,
  );
  const body = [
    STYLE,
    `<p><a href="#table">Decision table</a> <a href="#names">Named conditions</a> <a href="#rows">Rows and cases</a>
<a href="#site">Site settings</a> | Language of the cards: ${choices.join(' ')}</p>`,
    '<h2 id="table">Decision table</h2><p class="quiet">Every combination meets exactly one row. An empty cell: it makes no difference.</p>',
    tableHtml(content),
    '<h2 id="names">Named conditions</h2>',
    ...names.map(nameHtml),
    '<h2 id="rows">Rows and cases</h2>',
    ...content.rows.map((row) => rowHtml(row, cases)),
    ...outside(cases),
    '<h2 id="site">Site settings of this folder</h2>',
    `<pre>${escaped(JSON.stringify(content.site, undefined, 2))}</pre>`,
  ];
  return page(`HER2-low pathway, content ${content.version}`, links, body.join('\n'));
}

interface Case {
  readonly scenario: Scenario;
  readonly application: Application;
  readonly card: Card | undefined;
}

const COLUMNS: Readonly<Record<Dimension, string>> = {
  order: 'review or order',
  status: 'HER2 from tissue',
  conflict: 'breasts differ',
  stage: 'stage',
  hr: 'hormone receptors',
  lines: 'prior lines',
  has: 'has (see below)',
  imaging: 'research score',
};

function tableHtml(content: ServiceContent): string {
  const columns = Object.keys(DIMENSIONS) as readonly Dimension[];
  const head = [...columns.map((name) => COLUMNS[name]), 'row', 'what it is'].map((name) => `<th>${escaped(name)}</th>`).join('');
  const lines = decisionTable(content).map(({ values, row }) => {
    const cells = columns.map((name) => (values[name] === undefined ? '' : escaped(cell(name, values))));
    const title = content.rows.find(({ id }) => id === row)?.title ?? '';
    return `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}<td><a href="#${escaped(row)}">${escaped(row)}</a></td><td>${escaped(title)}</td></tr>`;
  });
  const notes = Object.entries(HAS).map(([order, meaning]) => `<li>"has" with ${escaped(order)}: ${escaped(meaning)}</li>`);
  const merged = content.rows
    .filter(({ mergedInto }) => mergedInto.length > 0)
    .map(
      ({ id, title, mergedInto }) =>
        `<li>${escaped(`${id} (${title}) is merged into the cards of ${mergedInto.join(', ')}`)}</li>`,
    );
  return `<table><tr>${head}</tr>${lines.join('\n')}</table><ul>${[...notes, ...merged].join('')}</ul>`;
}

function nameHtml({ name, description, expression }: NamedCondition): string {
  return `<p><code>%${escaped(name)}</code> ${escaped(description)} <code class="quiet">${escaped(expression)}</code></p>`;
}

function rowHtml(row: RowDescription, cases: readonly Case[]): string {
  const own = cases.filter(({ application }) => [application.row, ...application.merged].includes(row.id));
  const sources = row.citations.map(({ display, url }) =>
    url === undefined ? escaped(display) : `<a href="${escaped(url)}">${escaped(display)}</a>`,
  );
  const merged = row.mergedInto.length === 0 ? '' : `<p>Merged into the card of ${escaped(row.mergedInto.join(', '))}.</p>`;
  return `<h3 id="${escaped(row.id)}">${escaped(`${row.id} ${row.title}`)}</h3>${merged}
<p class="quiet">${row.hasCard ? 'Card' : 'No card'}${row.usesImaging ? ', with the research line' : ''}. ${sources.join('; ')}</p>
${row.conditions.map((condition) => `<p><code>${escaped(condition)}</code></p>`).join('')}
<div class="cards">${own.map(caseHtml).join('\n')}</div>`;
}

function outside(cases: readonly Case[]): readonly string[] {
  const none = cases.filter(({ application }) => application.row === undefined);
  return ['<h3>Outside the context: no row</h3>', `<div class="cards">${none.map(caseHtml).join('\n')}</div>`];
}

function caseHtml({ scenario, application: { proposal }, card }: Case): string {
  const { expected: _expected, id, title, ...rest } = scenario;
  const given = Object.entries(rest).map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(words(value))}</dd>`);
  const faults = proposal === undefined ? [] : lintProposal(proposal);
  return `<article><h3>${escaped(`${id} ${title}`)}</h3>${faults.map((fault) => `<p class="blocks">No card may go out like this: ${escaped(fault)}</p>`).join('')}${card === undefined ? '<p class="none">No card.</p>' : cardHtml(card)}
<dl>${given.join('')}</dl></article>`;
}

function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).join('; ');
  if (typeof value !== 'object' || value === null) return value === true ? 'yes' : String(value);
  return Object.entries(value)
    .map(([name, item]) => (item === true ? name : `${name} ${words(item)}`))
    .join(', ');
}

function cardHtml({ indicator, summary, detail = '', source, suggestions = [], links = [] }: Card): string {
  const bullets = detail.split('\n').map((line) => `<li>${escaped(line.replace(/^- /, ''))}</li>`);
  const buttons = suggestions.map(
    ({ label, isRecommended }) => `<span class="button${isRecommended ? ' recommended' : ''}">${escaped(label)}</span>`,
  );
  return `<div class="hook-card ${indicator}"><h4>${escaped(`${indicator === 'warning' ? 'Warning: ' : ''}${summary}`)}</h4>
<ul>${bullets.join('')}</ul><p>${buttons.join('')}</p>
<p class="quiet">${links.map(({ label }) => escaped(label)).join(' | ')}<br>${escaped(source.label)}</p></div>`;
}
