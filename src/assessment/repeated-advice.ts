/**
 * PATHWAY M8: the same advice for the same patient, order and state is given once in a day. Decided here: it is the same to
 * the same reader only, since a card that someone else saw is no repeat; a warning shown while an order is chosen is shown
 * once more when it is signed, since that is another state of the order; and new facts, or a score that has come in since,
 * make another state. Where the store cannot tell, the card is shown.
 */
import { createHash } from 'node:crypto';
import type { Assessment, Log } from '../core/index.ts';
import type { AdviceLog } from '../store/index.ts';

export interface Reader {
  readonly userId: string;
  /** Base address of the EHR's FHIR server, where the call names one: patient ids are its own. */
  readonly fhirServer: string | undefined;
}

export interface GivenCard {
  readonly card: string;
  readonly service: string;
}

export interface RepeatedAdvice {
  wasGiven(assessment: Assessment, reader: Reader): Promise<boolean>;
  /** Not to be waited for. */
  remember(assessment: Assessment, reader: Reader, given: GivenCard): void;
}

export interface RepeatedAdviceParts {
  readonly advice: AdviceLog;
  /** 0: cards are repeated. */
  readonly hours: number;
  readonly now: () => Date;
  readonly log: Log;
}

export function createRepeatedAdvice({ advice, hours, now, log }: RepeatedAdviceParts): RepeatedAdvice {
  const failed = (error: unknown): false => {
    log('warn', 'store-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return false;
  };
  return {
    async wasGiven(assessment, reader) {
      if (hours === 0 || assessment.proposal === undefined) return false;
      // What is said once is not said again for as long as the store remembers it.
      const since = assessment.proposal.once === true ? new Date(0) : new Date(now().getTime() - hours * 3_600_000);
      return advice.wasGiven(adviceKey(assessment, reader), since).catch(failed);
    },
    remember(assessment, reader, { card, service }) {
      const { proposal } = assessment;
      if (proposal === undefined) return;
      const rule = [proposal.row, ...(proposal.merged ?? [])].join('+');
      void advice.saveAdvice({ key: adviceKey(assessment, reader), card, service, rule, at: now() }).catch(failed);
    },
  };
}

/** A hash of everything that makes advice the same; how old things are changes daily and is left out. */
function adviceKey({ facts, proposal }: Assessment, { userId, fhirServer }: Reader): string {
  const { her2, hr, er, pr, disease, therapy, safety, order, openOrders, untestedSpecimens, imaging } = facts;
  const once = proposal?.once === true;
  const isSigned = proposal?.indicator === 'warning' && facts.hook === 'order-sign';
  const state = {
    advice: [proposal?.row, proposal?.merged, proposal?.suggestions.map(({ id }) => id), isSigned],
    tissue: once
      ? { her2, stage: disease.stage }
      : { her2, hr, er, pr, disease, therapy, safety, order, openOrders, untestedSpecimens },
    unread: facts.searched.filter(({ complete }) => !complete).map(({ type }) => type),
    imaging: [imaging.state, imaging.band, imaging.codes],
  };
  const text = JSON.stringify([fhirServer ?? '', facts.patientId, userId, state], (name, value: unknown) =>
    name === 'ageDays' ? undefined : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
