/** One open chart with its decision support pane and, on demand, the SMART app. */
import { useCallback, useEffect, useState } from 'react';
import type { Card } from '../../../src/cds-hooks/index.ts';
import { AppPane } from './app-pane.tsx';
import { Chart } from './chart.tsx';
import { type ChartData, readChart } from './chart-data.ts';
import { DecisionSupport } from './decision-support.tsx';
import type { DemoPatient, Order } from './demo-patient.ts';
import { fhirDelete } from './sandbox-fhir.ts';
import { launchAddress } from './smart-launch.ts';

type Link = NonNullable<Card['links']>[number];

export function PatientWorkspace({ demo, fhirServer }: { readonly demo: DemoPatient; readonly fhirServer: string }) {
  const [chart, setChart] = useState<ChartData>();
  const [failure, setFailure] = useState<string>();
  const [app, setApp] = useState<{ readonly label: string; readonly address: string; readonly link: Link }>();
  const fail = useCallback((error: unknown) => setFailure(error instanceof Error ? error.message : 'Something failed.'), []);

  const refresh = useCallback(() => readChart(demo.patientId).then(setChart, fail), [demo.patientId, fail]);
  useEffect(() => void refresh(), [refresh]);

  const openLink = (link: Link) => {
    launchAddress(link, demo.patientId, fhirServer).then((address) => setApp({ label: link.label, address, link }), fail);
  };
  const openTab = (link: Link) => {
    // A tab of its own shares no session storage with this one; every launch token is used once.
    launchAddress(link, demo.patientId, fhirServer).then((address) => window.open(address, '_blank', 'noopener'), fail);
    setApp(undefined);
  };

  return (
    <main className="workspace">
      <div className="workspace-head">
        <h2>{demo.name}</h2>
        <p>
          {chart?.patient.gender}, born {chart?.patient.birthDate ?? 'not stated'}, id {demo.patientId}
        </p>
        <p className="quiet">{demo.title}</p>
      </div>
      {failure !== undefined && (
        <p className="note" role="alert">
          {failure}
        </p>
      )}
      <div className="workspace-chart">
        {chart === undefined ? (
          <p role="status">Opening the chart …</p>
        ) : (
          <Chart demo={demo} chart={chart} onRemove={(reference) => void fhirDelete(reference).then(refresh, fail)} />
        )}
      </div>
      <DecisionSupport
        demo={demo}
        drafts={unsignedOrders(demo, chart)}
        fhirServer={fhirServer}
        onChartChanged={() => void refresh()}
        onOpenLink={openLink}
      />
      {app !== undefined && (
        <AppPane
          title={`${app.label}: ${demo.name}`}
          address={app.address}
          onClose={() => setApp(undefined)}
          onOpenTab={() => openTab(app.link)}
        />
      )}
    </main>
  );
}

/** Orders of this visit that are not signed yet: the demonstration's own and those accepted from cards. */
function unsignedOrders(demo: DemoPatient, chart: ChartData | undefined): readonly Order[] {
  const filed = (chart?.orders ?? []).filter((order) => order.resourceType !== 'Task' && order.status === 'draft') as Order[];
  const ids = new Set(filed.map((order) => `${order.resourceType}/${order.id}`));
  return [...(demo.drafts ?? []).filter((draft) => !ids.has(`${draft.resourceType}/${draft.id}`)), ...filed];
}
