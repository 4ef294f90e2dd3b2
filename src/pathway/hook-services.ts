/** The services of discovery, each with a hook that some rule listens to. */
import { contentError } from './content-error.ts';
import type { ContentFiles } from './content-files.ts';
import type { HookService } from './service-content.ts';

export function hookServices({ service, plan }: ContentFiles): readonly HookService[] {
  const { content, file } = service;
  const missing = content.requiredPrefetch.find((key) => !Object.hasOwn(content.prefetch, key));
  if (missing !== undefined) throw contentError({ file, at: 'requiredPrefetch' }, `there is no prefetch key ${missing}`);
  const offered = new Set<string>(content.services.map(({ hook }) => hook));
  const triggered = new Set<string>(plan.content.action.flatMap(({ trigger }) => trigger.map(({ name }) => name)));
  const idle = content.services.find(({ hook }) => !triggered.has(hook));
  if (idle !== undefined) throw contentError({ file, at: `services.${idle.id}` }, 'no rule is triggered by this hook');
  const unheard = [...triggered].find((name) => !offered.has(name));
  if (unheard !== undefined) throw contentError({ file: plan.file, at: 'action.trigger' }, `no service has the hook ${unheard}`);
  return content.services.map((entry) => ({
    ...entry,
    prefetch: content.prefetch,
    requiredPrefetch: content.requiredPrefetch,
  }));
}
