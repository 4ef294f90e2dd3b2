/** The app's states: loading, a problem, or the one screen. */
import { useCallback, useEffect, useState } from 'react';
import type { ChosenOutline, DetailsResponse } from '../../src/core/index.ts';
import { DetailsScreen } from './details-screen.tsx';
import { fetchDetails } from './fetch-details.ts';
import { type Problem, ProblemScreen } from './problem-screen.tsx';
import type { Session } from './session.ts';

export function App({ session }: { readonly session: Session | Problem }) {
  const [answer, setAnswer] = useState<DetailsResponse | Problem>();
  const [asked, setAsked] = useState<{ readonly chosen?: ChosenOutline }>({});
  const ask = useCallback((chosen?: ChosenOutline) => {
    setAnswer(undefined);
    setAsked(chosen === undefined ? {} : { chosen });
  }, []);

  useEffect(() => {
    if (session.kind !== 'session') return;
    let current = true;
    void fetchDetails(session, asked.chosen).then((details) => current && setAnswer(details));
    return () => {
      current = false;
    };
  }, [session, asked]);

  if (session.kind !== 'session') return <ProblemScreen problem={session} />;
  if (answer === undefined) {
    return (
      <p className="loading" role="status">
        Reading the record and the ultrasound study …
      </p>
    );
  }
  if ('kind' in answer) return <ProblemScreen problem={answer} onRetry={() => ask(asked.chosen)} />;
  return <DetailsScreen details={answer} session={session} onOutline={ask} />;
}
