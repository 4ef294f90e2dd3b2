/** Override with one of the card's reasons; a reason is offered, never demanded (EVIDENCE U8, U9). */
import { type FormEvent, useId, useState } from 'react';
import type { Card } from '../../../src/cds-hooks/index.ts';

type Reason = NonNullable<Card['overrideReasons']>[number];

interface Props {
  readonly reasons: readonly Reason[];
  readonly onOverride: (reason: Reason | undefined) => void;
}

export function OverrideForm({ reasons, onOverride }: Props) {
  const id = useId();
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onOverride(reasons.find((reason) => reason.code === code));
  };
  return (
    <form className="override" onSubmit={submit}>
      {reasons.length > 0 && (
        <>
          <label htmlFor={id}>Reason to override</label>
          <select id={id} value={code} onChange={(event) => setCode(event.target.value)}>
            <option value="">None given</option>
            {reasons.map((reason) => (
              <option key={reason.code} value={reason.code}>
                {reason.display ?? reason.code}
              </option>
            ))}
          </select>
        </>
      )}
      <button type="submit">Override</button>
    </form>
  );
}
