/** `her2-cds bundle`: options of inspect, verify, sign and diff. */
import { Command } from 'commander';
import { jsonOption } from './options.ts';

export function bundleCommand(): Command {
  const bundle = new Command('bundle').description('look into a model bundle, check it, sign it, compare two');
  bundle
    .command('inspect <folder>')
    .description('what the model is, its features and its results; refuses a damaged bundle')
    .addOption(jsonOption())
    .action(async (folder: string, { json }: { json?: true }) =>
      (await import('./bundle-run.ts')).inspect(folder, json === true),
    );
  bundle
    .command('verify <folder>')
    .description('hashes, schema, and that the ONNX file computes what the manifest says; with --key the signature too')
    .option('--key <file>', 'public keys or certificates, PEM or JWK: one of them must have signed it')
    .action(async (folder: string, { key }: { key?: string }) => (await import('./bundle-run.ts')).verify(folder, key));
  bundle
    .command('sign <folder>')
    .description('write manifest.jws, a detached signature of manifest.json')
    .requiredOption('--key <file>', 'private key, PEM (PKCS #8): Ed25519, P-256 or RSA')
    .action(async (folder: string, { key }: { key: string }) => (await import('./bundle-run.ts')).sign(folder, key));
  bundle
    .command('diff <folder> <other>')
    .description('what differs between two bundles; exit code 2 where something does')
    .addOption(jsonOption())
    .action(async (folder: string, other: string, { json }: { json?: true }) =>
      (await import('./bundle-run.ts')).diff(folder, other, json === true),
    );
  return bundle;
}
