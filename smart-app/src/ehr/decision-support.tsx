/** The EHR's moments that call decision support, the cards they bring, and the raw traffic for integration engineers. */
import { useEffect, useRef, useState } from 'react';
import type { Card } from '../../../src/cds-hooks/index.ts';
import { CardView } from './card-view.tsx';
import type { DemoPatient, Order } from './demo-patient.ts';
import { callHook, type HookCall, type HookName } from './hook-call.ts';

type Link = NonNullable<Card['links']>[number];

export const HOOK_BUTTONS: readonly { readonly hook: HookName; readonly label: string; readonly needsOrder: boolean }[] = [
  { hook: 'patient-view', label: 'Review', needsOrder: false },
  { hook: 'order-select', label: 'Select order', needsOrder: true },
  { hook: 'order-sign', label: 'Sign order', needsOrder: true },
];

interface Props {
  readonly demo: DemoPatient;
  readonly drafts: readonly Order[];
  readonly fhirServer: string;
  readonly onChartChanged: () => void;
  readonly onOpenLink: (link: Link) => void;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answered'; readonly calls: readonly HookCall[] };

export function DecisionSupport({ demo, drafts, fhirServer, onChartChanged, onOpenLink }: Props) {
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const press = (hook: HookName) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setState({ kind: 'asking' });
    callHook({ hook, patient: demo, drafts, fhirServer, signal }).then(
      (calls) => !signal.aborted && setState({ kind: 'answered', calls }),
      (error: Error) => !signal.aborted && setState({ kind: 'failed', message: error.message }),
    );
  };

  return (
    <aside className="support" aria-labelledby="support-title">
      <h2 id="support-title">Decision support</h2>
      <div className="support-buttons">
        {HOOK_BUTTONS.map(({ hook, label, needsOrder }) => (
          <button key={hook} type="button" disabled={needsOrder && drafts.length === 0} onClick={() => press(hook)}>
            {label}
          </button>
        ))}
      </div>
      {drafts.length === 0 && <p className="quiet">No unsigned order: only Review can be pressed.</p>}
      <p className="support-status" role="status">
        {statusText(state)}
      </p>
      {state.kind === 'answered' &&
        state.calls.flatMap((call) =>
          call.cards.map((card) => (
            <CardView
              key={card.uuid ?? card.summary}
              serviceId={call.serviceId}
              card={card}
              onChartChanged={onChartChanged}
              onOpenLink={onOpenLink}
            />
          )),
        )}
      {state.kind === 'answered' && state.calls.length > 0 && (
        <details className="raw">
          <summary>Request and response, for integration engineers</summary>
          {state.calls.map((call) => (
            <div key={call.serviceId}>
              <h3>POST /cds-services/{call.serviceId}</h3>
              <pre>{JSON.stringify(call.request, undefined, 2)}</pre>
              <h3>Status {call.status}</h3>
              <pre>{JSON.stringify(call.response, undefined, 2)}</pre>
            </div>
          ))}
        </details>
      )}
    </aside>
  );
}

function statusText(state: State): string {
  switch (state.kind) {
    case 'idle':
      return 'Not asked yet.';
    case 'asking':
      return 'Asking …';
    case 'failed':
      return `No answer: ${state.message}`;
    case 'answered':
      return answeredText(state.calls);
  }
}

function answeredText(calls: readonly HookCall[]): string {
  if (calls.length === 0) return 'No service listens to this.';
  const refused = calls.find((call) => call.status !== 200);
  if (refused !== undefined) return `The service refused the call with status ${refused.status}.`;
  const cards = calls.reduce((sum, call) => sum + call.cards.length, 0);
  const [answer, prefetch] = (['answerMs', 'prefetchMs'] as const).map((part) =>
    Math.round(calls.reduce((sum, call) => sum + call[part], 0)),
  );
  const counted = cards === 0 ? 'No card' : cards === 1 ? '1 card' : `${cards} cards`;
  return `${counted}, answered in ${answer} ms (the EHR read the prefetch data in ${prefetch} ms).`;
}
