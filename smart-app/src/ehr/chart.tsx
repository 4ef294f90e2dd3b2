/** The chart summary: problems, receptor results, imaging, orders. */
import type { ReactNode } from 'react';
import type { ChartData } from './chart-data.ts';
import type { DemoPatient } from './demo-patient.ts';
import { conceptText, day, isReceptorResult, observationValue, orderText, resourceText, studyText } from './resource-words.ts';

interface Props {
  readonly demo: DemoPatient;
  readonly chart: ChartData;
  readonly onRemove: (reference: string) => void;
}

export function Chart({ demo, chart, onRemove }: Props) {
  const receptors = chart.observations.filter(isReceptorResult);
  const others = chart.observations.filter((observation) => !isReceptorResult(observation));
  const filed = new Set(chart.orders.map((order) => `${order.resourceType}/${order.id}`));
  const unsigned = (demo.drafts ?? []).filter((draft) => !filed.has(`${draft.resourceType}/${draft.id}`));
  return (
    <>
      <Group title="Problems" empty={chart.conditions.length === 0}>
        {chart.conditions.map((condition) => (
          <Row
            key={condition.id}
            text={conceptText(condition.code)}
            when={day(condition.onsetDateTime ?? condition.recordedDate)}
          >
            {conceptText(condition.clinicalStatus)}
          </Row>
        ))}
      </Group>
      <Group title="Receptor results" empty={receptors.length === 0}>
        {receptors.map((observation) => (
          <Row key={observation.id} text={conceptText(observation.code)} when={day(observation.effectiveDateTime)}>
            {observationValue(observation)} ({observation.status})
          </Row>
        ))}
      </Group>
      {others.length > 0 && (
        <Group title="Other results" empty={false}>
          {others.map((observation) => (
            <Row key={observation.id} text={conceptText(observation.code)} when={day(observation.effectiveDateTime)}>
              {observationValue(observation)} ({observation.status})
            </Row>
          ))}
        </Group>
      )}
      <Group title="Imaging" empty={chart.imagingStudies.length === 0}>
        {chart.imagingStudies.map((study) => (
          <Row key={study.id} text={studyText(study)} when={day(study.started)}>
            {study.status}
          </Row>
        ))}
      </Group>
      <Group title="Orders and tasks" empty={chart.orders.length + unsigned.length === 0}>
        {unsigned.map((draft) => (
          <Row key={draft.id} text={orderText(draft)} when="new">
            <span className="tag">unsigned</span>
          </Row>
        ))}
        {chart.orders.map((order) => (
          <Row key={`${order.resourceType}${order.id}`} text={resourceText(order)} when={day(order.authoredOn)}>
            <span className="tag">{order.status}</span>
            {order.status === 'draft' && (
              <button type="button" className="small" onClick={() => onRemove(`${order.resourceType}/${order.id}`)}>
                Remove<span className="visually-hidden"> {resourceText(order)}</span>
              </button>
            )}
          </Row>
        ))}
      </Group>
    </>
  );
}

function Group({ title, empty, children }: { readonly title: string; readonly empty: boolean; readonly children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      {empty ? <p className="quiet">None on file.</p> : <ul className="chart-list">{children}</ul>}
    </section>
  );
}

function Row({ text, when, children }: { readonly text: string; readonly when: string; readonly children: ReactNode }) {
  return (
    <li>
      <span className="when">{when}</span>
      <span className="what">
        {text} <span className="value">{children}</span>
      </span>
    </li>
  );
}
