/** The app's states: loading, a problem, or the one screen. */
import { useCallback, useEffect, useState } from 'react';
import type { DetailsResponse } from '../../src/core/index.ts';
import { DetailsScreen } from './details-screen.tsx';
import { fetchDetails } from './fetch-details.ts';
import { type Problem, ProblemScreen } from './problem-screen.tsx';
import type { Session } from './session.ts';

export function App({ session }: { readonly session: Session | Problem }) {
  const [answer, setAnswer] = useState<DetailsResponse | Problem>();
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => {
    setAnswer(undefined);
    setAttempt((count) => count + 1);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (session.kind !== 'session') return;
    let current = true;
    void fetchDetails(session).then((details) => current && setAnswer(details));
    return () => {
      current = false;
    };
  }, [session, attempt]);

  if (session.kind !== 'session') return <ProblemScreen problem={session} />;
  if (answer === undefined) {
    return (
      <p className="loading" role="status">
        Reading the record and the ultrasound study …
      </p>
    );
  }
  if ('kind' in answer) return <ProblemScreen problem={answer} onRetry={retry} />;
  return (
    <DetailsScreen details={answer} needPatientBanner={session.needPatientBanner} view={session.appContext.view ?? 'details'} />
  );
}
