/**
 * The clinical content for an oncologist to review without code: settings, the decision table, each row with its sources and
 * conditions, and the card of every scenario as it is rendered.
 */
import type { Card } from '../../src/cds-hooks/index.ts';
import { cell, DIMENSIONS, type Dimension, decisionTable, HAS, type RowDescription } from '../../src/pathway/index.ts';
import { content } from '../pathway/her2-low-content.ts';
import { SCENARIOS } from '../pathway/scenarios/descriptions.ts';
import { type Evaluated, evaluate } from '../pathway/scenarios/evaluate.ts';
import { MORE_CASES } from '../pathway/scenarios/more-cases.ts';
import type { Scenario } from '../pathway/scenarios/scenario.ts';
import { escaped, type PageLink, page } from './page.ts';

const STYLE = `<style>
table { border-collapse: collapse; margin: .5rem 0 1.5rem; } th, td { border: 1px solid #444b55; padding: .15rem .5rem; text-align: left; vertical-align: top; }
th { background: #2b3038; position: sticky; top: 0; } code { color: #c8d3df; font-size: .85em; overflow-wrap: anywhere; }
.hook-card { border-left: 6px solid #5b8def; background: #2a2f37; padding: .5rem .75rem; border-radius: 4px; } .hook-card.warning { border-color: #ffb347; }
.hook-card h4 { margin: 0 0 .25rem; } .hook-card p { margin: .25rem 0; } .button { display: inline-block; border: 1px solid #8cc4ff; border-radius: 4px; padding: 0 .5rem; margin: .15rem .25rem 0 0; }
.recommended { background: #24415f; } .none, .quiet { color: #9aa4b1; }
</style>`;

export async function pathwayPage(links: readonly PageLink[]): Promise<string> {
  const cases: Case[] = [];
  for (const scenario of [...SCENARIOS, ...MORE_CASES]) cases.push({ scenario, found: await evaluate(scenario) });
  const body = [
    STYLE,
    '<p><a href="#table">Decision table</a> <a href="#rows">Rows and cases</a> <a href="#site">Site settings</a></p>',
    '<h2 id="table">Decision table</h2><p class="quiet">Every combination meets exactly one row. An empty cell: it makes no difference.</p>',
    tableHtml(),
    '<h2 id="rows">Rows and cases</h2>',
    ...content.rows.map((row) => rowHtml(row, cases)),
    ...outside(cases),
    '<h2 id="site">Site settings, as shipped</h2>',
    `<pre>${escaped(JSON.stringify(content.site, undefined, 2))}</pre>`,
  ];
  return page(`HER2-low pathway, content ${content.version}`, links, body.join('\n'));
}

interface Case {
  readonly scenario: Scenario;
  readonly found: Evaluated;
}

function tableHtml(): string {
  const columns = Object.keys(DIMENSIONS) as readonly Dimension[];
  const head = [...columns, 'row'].map((name) => `<th>${escaped(name)}</th>`).join('');
  const lines = decisionTable(content).map(({ values, row }) => {
    const cells = columns.map((name) => (values[name] === undefined ? '' : escaped(cell(name, values))));
    return `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}<td><a href="#${escaped(row)}">${escaped(row)}</a></td></tr>`;
  });
  const notes = Object.entries(HAS).map(([order, meaning]) => `<li>"has" with ${escaped(order)}: ${escaped(meaning)}</li>`);
  return `<table><tr>${head}</tr>${lines.join('\n')}</table><ul>${notes.join('')}</ul>`;
}

function rowHtml(row: RowDescription, cases: readonly Case[]): string {
  const own = cases.filter(({ found: { application } }) => [application.row, ...application.merged].includes(row.id));
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
  const none = cases.filter(({ found }) => found.application.row === undefined);
  return ['<h3>Outside the context: no row</h3>', `<div class="cards">${none.map(caseHtml).join('\n')}</div>`];
}

function caseHtml({ scenario, found }: Case): string {
  const [card] = found.response.cards;
  const { expected: _expected, id, title, ...rest } = scenario;
  const given = Object.entries(rest).map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(words(value))}</dd>`);
  return `<article><h3>${escaped(`${id} ${title}`)}</h3>${card === undefined ? '<p class="none">No card.</p>' : cardHtml(card)}
<dl>${given.join('')}</dl></article>`;
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ');
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
