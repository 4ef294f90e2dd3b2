/** `her2-cds serve`: options as the environment variables that main.ts reads. */
import { Command, InvalidArgumentError } from 'commander';

export function serveCommand(): Command {
  return new Command('serve')
    .description('start the service; settings come from the environment (docs/configuration.md), these options win')
    .option('--port <number>', 'TCP port; 0 takes a free one')
    .option('--config <file>', 'JSON file with clients, fhirServers and dicomweb')
    .option('--model <folder>', 'model bundle')
    .option('--model-key <file>', 'public keys, PEM or JWK: one of them must have signed the bundle', named)
    .option('--json', 'print the address as JSON instead of the banner')
    .action(async (options: { port?: string; config?: string; model?: string; modelKey?: string; json?: true }) => {
      const { banner, startFromEnvironment, stopOnSignals } = await import('../main.ts');
      const service = await startFromEnvironment({
        ...(options.port === undefined ? {} : { PORT: options.port }),
        ...(options.config === undefined ? {} : { HER2_CONFIG: options.config }),
        ...(options.model === undefined ? {} : { HER2_MODEL: options.model }),
        ...(options.modelKey === undefined ? {} : { HER2_MODEL_KEY: options.modelKey }),
      });
      process.stdout.write(options.json ? `${JSON.stringify({ url: service.url })}\n` : banner(service));
      stopOnSignals(service);
    });
}

/** An empty variable of a script must not start the service without the check. */
function named(file: string): string {
  if (file.trim() === '') throw new InvalidArgumentError('expected the name of a file');
  return file;
}
