/** The compiled content at work: facts in, the row that is met and its card out. */
import type { Coding, ImagingFacts, OrderClassRule, PathwayFacts } from '../core/index.ts';
import { actionsOf } from './activities.ts';
import { atHand } from './at-hand.ts';
import { NOTHING_FOUND } from './author-facts.ts';
import type { CompiledGroup } from './compile-groups.ts';
import { type Case, type Condition, conditionHolds } from './condition.ts';
import type { ContentFiles } from './content-files.ts';
import { type Display, displayFacts } from './display-facts.ts';
import { factWording } from './fact-wording.ts';
import type { LabelReader } from './labels.ts';
import { type CardWords, type MetRow, propose } from './propose.ts';
import type { CompiledRow } from './row.ts';
import type { Application, HookService, RowDescription, ServiceContent } from './service-content.ts';
import type { Site } from './site.ts';

interface Parts {
  readonly content: ContentFiles;
  readonly services: readonly HookService[];
  readonly orderClasses: readonly OrderClassRule[];
  readonly groups: readonly CompiledGroup[];
  readonly labelFacts: LabelReader;
  readonly overrideReasons: readonly Coding[];
}

export function createServiceContent({
  content,
  services,
  orderClasses,
  groups,
  overrideReasons,
  ...parts
}: Parts): ServiceContent {
  const site = content.site.content;
  const { leftOut, notOffered } = content.texts.content;
  const wording = factWording(content.texts);
  const caseOf = (facts: PathwayFacts): Case => {
    const own = { ...facts, imaging: shownImaging(facts.imaging, site) };
    return { scope: { facts: own, site, label: parts.labelFacts(own, site) }, truths: new Map() };
  };
  const applyTo = (facts: PathwayFacts): Application => {
    const at = caseOf(facts);
    const [row] = rowsMet(groups, at);
    if (row === undefined) return { merged: [], usesImaging: false };
    const merged = mergedRows(groups, row, at);
    return application(row, merged, at, site, { leftOut, notOffered, wording, overrideReasons });
  };
  return {
    version: content.service.content.version,
    services,
    orderClasses,
    site,
    rows: describeRows(content, groups),
    apply: (facts) => atHand(facts, applyTo),
    matchingRows: (facts) => [...rowsMet(groups, caseOf(facts))].map((row) => row.id),
    explain: (facts) => explain(groups, caseOf(facts)),
  };
}

/** A score that the site does not want on cards does not reach the rules either. */
function shownImaging(imaging: ImagingFacts, site: Site): ImagingFacts {
  return site.imagingDisplay === 'card' ? imaging : NOTHING_FOUND.imaging;
}

const allHold = (conditions: readonly Condition[], at: Case): boolean =>
  conditions.every((condition) => conditionHolds(condition, at));

function isTriggered(group: CompiledGroup, at: Case): boolean {
  const { hook } = at.scope.facts;
  return (
    group.triggers.some((trigger) => trigger.hook === hook && allHold(trigger.condition, at)) && allHold(group.condition, at)
  );
}

function* rowsMet(groups: readonly CompiledGroup[], at: Case): Generator<CompiledRow> {
  for (const group of groups) {
    if (!isTriggered(group, at)) continue;
    for (const row of group.rows) if (row.mergedInto.size === 0 && allHold(row.condition, at)) yield row;
  }
}

function mergedRows(groups: readonly CompiledGroup[], met: CompiledRow, at: Case): readonly CompiledRow[] {
  return groups
    .filter((group) => isTriggered(group, at))
    .flatMap(({ rows }) => rows.filter((row) => row.mergedInto.has(met.id) && allHold(row.condition, at)));
}

function application(
  row: CompiledRow,
  merged: readonly CompiledRow[],
  at: Case,
  site: Site,
  words: CardWords & Display,
): Application {
  const isSilent = ({ id }: CompiledRow): boolean => site.display === 'silent' || site.silentRows.includes(id);
  const withParts = ({ id, parts }: CompiledRow): readonly MetRow[] => (parts === undefined ? [] : [{ id, parts }]);
  const [base] = isSilent(row) ? [] : withParts(row);
  const shown = { ...at.scope, facts: displayFacts(at.scope.facts, words) };
  const beside = merged.filter((each) => !isSilent(each)).flatMap(withParts);
  const proposal = base === undefined ? undefined : propose(base, beside, { at, shown }, words);
  return {
    row: row.id,
    merged: merged.map(({ id }) => id),
    // `silent` computes and logs; `app` leaves it to the app.
    usesImaging: row.usesImaging && site.imagingDisplay !== 'app',
    ...(proposal === undefined ? {} : { proposal }),
  };
}

function explain(groups: readonly CompiledGroup[], at: Case): ReadonlyMap<string, boolean> {
  const truths = new Map<string, boolean>();
  for (const group of groups) {
    const triggered = isTriggered(group, at);
    truths.set(group.id, triggered);
    if (!triggered) continue;
    for (const row of group.rows) {
      const met = allHold(row.condition, at);
      truths.set(row.id, met);
      if (!met) continue;
      for (const [index, { when }] of (row.parts?.actions ?? []).entries()) {
        if (when.length > 0)
          truths.set(`${row.id} action ${index + 1}: ${when.map(({ source }) => source).join(' and ')}`, allHold(when, at));
      }
    }
  }
  for (const [part, truth] of at.truths) truths.set(part, truth === true);
  return truths;
}

function describeRows({ plan }: ContentFiles, groups: readonly CompiledGroup[]): readonly RowDescription[] {
  return plan.content.action.flatMap((group, index) =>
    group.action.map((row, place) => {
      const compiled = groups[index]!.rows[place]!;
      return {
        id: row.id,
        title: row.title,
        hooks: group.trigger.map(({ name }) => name),
        hasCard: compiled.parts !== undefined,
        usesImaging: compiled.usesImaging,
        mergedInto: [...compiled.mergedInto],
        conditions: [...group.condition, ...row.condition].map(({ expression }) => expression.expression),
        citations: row.documentation.map(({ display, url }) => ({ display, url })),
        actions: actionsOf(row).map(({ id, prefix, title }) => ({ id, prefix, title })),
      };
    }),
  );
}
