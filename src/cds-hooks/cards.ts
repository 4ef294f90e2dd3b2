/**
 * A proposal of the pathway as CDS Hooks cards (2.0, "CDS Service Response"), in the dialect of the client. Pure: nothing is
 * decided or computed here, and ids come from outside. Elements without a value are left out: null and empty are not allowed.
 */
import type { Proposal, ProposedLink } from '../core/index.ts';
import { detailOf } from './detail.ts';
import { type Dialect, STANDARD } from './dialect.ts';
import { suggestionsOf } from './suggestions.ts';
import type { Card, HookResponse, Link } from './wire.ts';

export interface CardContext {
  readonly patientId: string;
  /** Study that the app opens on. */
  readonly studyUid?: string;
  /** Absolute address of the SMART app's launch page. */
  readonly launchUrl: string;
  readonly newId: () => string;
  /** Absent: the standard. */
  readonly dialect?: Dialect;
}

export function cards(proposal: Proposal | undefined, context: CardContext): HookResponse {
  return { cards: proposal === undefined ? [] : [card(proposal, context, context.dialect ?? STANDARD)] };
}

function card(proposal: Proposal, context: CardContext, dialect: Dialect): Card {
  const suggestions = suggestionsOf(proposal, dialect, context.newId);
  // Epic takes no Task: then the card says what to ask for, so that no warning leaves its reader without a next step.
  const bullets = suggestions.length === 0 ? (proposal.bulletsWithoutTasks ?? proposal.bullets) : proposal.bullets;
  const links = proposal.links.map((link) => smartLink(link, context, dialect)).filter(({ url }) => isAllowed(url, dialect));
  const selectionBehavior = dialect.name === 'epic' ? 'any' : (proposal.selectionBehavior ?? 'any');
  return {
    uuid: context.newId(),
    summary: proposal.summary,
    ...detailOf(bullets, dialect),
    indicator: proposal.indicator,
    source: sourceOf(proposal, dialect),
    ...(suggestions.length === 0 ? {} : { suggestions, selectionBehavior }),
    ...(proposal.overrideReasons.length === 0 ? {} : { overrideReasons: proposal.overrideReasons }),
    ...(links.length === 0 ? {} : { links }),
  };
}

/** Epic hangs its memory of overrides on the topic: letters and digits, at most a hundred. */
function sourceOf({ source }: Proposal, { name }: Dialect): Card['source'] {
  if (name !== 'epic') return source;
  return { ...source, topic: { ...source.topic, code: source.topic.code.replace(/[^A-Za-z0-9]/g, '').slice(0, 100) } };
}

function smartLink(link: ProposedLink, context: CardContext, { name }: Dialect): Link {
  const appContext = {
    patientId: context.patientId,
    ...(context.studyUid === undefined ? {} : { studyUid: context.studyUid }),
    view: link.view,
  };
  return {
    label: link.label,
    url: context.launchUrl,
    type: 'smart',
    ...(name === 'oracle' ? {} : { appContext: JSON.stringify(appContext) }),
  };
}

function isAllowed(url: string, { links }: Dialect): boolean {
  return links === undefined || links.some((allowed) => url === allowed || url.startsWith(`${allowed.replace(/\/+$/, '')}/`));
}
