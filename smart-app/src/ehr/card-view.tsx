/** One card as an EHR shows it (CDS Hooks 2.0 "Card Attributes"); accepting and overriding happen here. */
import { useState } from 'react';
import type { Card } from '../../../src/cds-hooks/index.ts';
import { Markdown } from '../markdown.tsx';
import { type Outcome, sendFeedback } from './feedback.ts';
import { OverrideForm } from './override-form.tsx';
import { fhirCreate } from './sandbox-fhir.ts';

type Suggestion = NonNullable<Card['suggestions']>[number];
type Link = NonNullable<Card['links']>[number];

interface Props {
  readonly serviceId: string;
  readonly card: Card;
  readonly onChartChanged: () => void;
  readonly onOpenLink: (link: Link) => void;
}

export function CardView({ serviceId, card, onChartChanged, onOpenLink }: Props) {
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const [overridden, setOverridden] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const suggestions = card.suggestions ?? [];
  const closed = overridden !== undefined || (card.selectionBehavior === 'at-most-one' && accepted.length > 0);

  const accept = async (suggestion: Suggestion) => {
    const chosen = [...accepted, suggestion.uuid];
    setAccepted(chosen);
    try {
      for (const action of suggestion.actions) if (action.type === 'create') await fhirCreate(action.resource);
      onChartChanged();
      await sendFeedback(serviceId, card, { kind: 'accepted', suggestionIds: chosen });
    } catch (error) {
      setAccepted(accepted);
      setFailure(error instanceof Error ? error.message : 'The draft could not be filed.');
    }
  };

  const override = (reason: Extract<Outcome, { kind: 'overridden' }>['reason']) => {
    setOverridden(reason?.display ?? 'no reason given');
    void sendFeedback(serviceId, card, { kind: 'overridden', reason });
  };

  return (
    <article className={`card card-${card.indicator}`} aria-label={card.summary}>
      <p className="card-indicator">
        <span aria-hidden="true">{card.indicator === 'warning' ? '!' : 'i'}</span>
        {card.indicator === 'warning' ? 'Warning' : 'Information'}
      </p>
      <h3>{card.summary}</h3>
      {card.detail !== undefined && <Markdown text={card.detail} headingLevel={4} />}
      {suggestions.length > 0 && (
        <ul className="suggestions" aria-label="Suggestions">
          {suggestions.map((suggestion) => (
            <SuggestionItem
              key={suggestion.uuid}
              suggestion={suggestion}
              accepted={accepted.includes(suggestion.uuid)}
              closed={closed}
              onAccept={() => void accept(suggestion)}
            />
          ))}
        </ul>
      )}
      {failure !== undefined && <p role="alert">{failure}</p>}
      {(card.links ?? []).map((link) => (
        <p key={link.label}>
          <LinkItem link={link} onOpen={onOpenLink} />
        </p>
      ))}
      {overridden === undefined && accepted.length === 0 && (
        <OverrideForm reasons={card.overrideReasons ?? []} onOverride={override} />
      )}
      {overridden !== undefined && (
        <p className="note" role="status">
          Overridden: {overridden}.
        </p>
      )}
      <p className="quiet">Source: {card.source.url === undefined ? card.source.label : <SourceLink source={card.source} />}</p>
    </article>
  );
}

interface SuggestionItemProps {
  readonly suggestion: Suggestion;
  readonly accepted: boolean;
  readonly closed: boolean;
  readonly onAccept: () => void;
}

function SuggestionItem({ suggestion, accepted, closed, onAccept }: SuggestionItemProps) {
  const steps = suggestion.actions.map((action) => action.description).filter((text) => text !== suggestion.label);
  return (
    <li>
      <span>
        {suggestion.label}
        {suggestion.isRecommended && <span className="tag">recommended by the source</span>}
      </span>
      {steps.length > 0 && <span className="quiet">{steps.join('; ')}</span>}
      {accepted ? (
        <p role="status">✓ Accepted: draft added to the chart</p>
      ) : (
        <button type="button" className="primary" disabled={closed} onClick={onAccept}>
          Accept<span className="visually-hidden"> {suggestion.label}</span>
        </button>
      )}
    </li>
  );
}

function LinkItem({ link, onOpen }: { readonly link: Link; readonly onOpen: (link: Link) => void }) {
  if (link.type === 'smart')
    return (
      <button type="button" onClick={() => onOpen(link)}>
        {link.label}
      </button>
    );
  return /^https?:/i.test(link.url) ? <WebLink url={link.url} label={link.label} /> : link.label;
}

function SourceLink({ source }: { readonly source: Card['source'] }) {
  return /^https?:/i.test(source.url ?? '') ? <WebLink url={source.url!} label={source.label} /> : source.label;
}

function WebLink({ url, label }: { readonly url: string; readonly label: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  );
}
