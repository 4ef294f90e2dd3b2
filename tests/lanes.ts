/**
 * Lanes: suites that need something which a plain clone does not have (a data folder, a server binary, a browser).
 * A missing lane is skipped and listed at the end of the run by lane-report.ts; with CI set it fails instead.
 */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { MISSING_LANE } from './missing-lane.ts';
import { hapiProject } from './servers/hapi-project.ts';

export type Lane = 'shared' | 'hapi' | 'orthanc' | 'postgres' | 'chromium' | 'highdicom';

const root = path.resolve(import.meta.dirname, '..');

/** Path of a file of the reference folder that lies beside the repository. */
export function sharedPath(relative: string): string {
  return path.resolve(root, '../shared', relative);
}

export function chromiumPath(): string | undefined {
  return process.env.CHROMIUM_PATH ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

/** The Python of a virtual environment that has highdicom and pydicom. */
export function highdicomPython(): string | undefined {
  return firstExisting([path.join(root, 'tests/servers/highdicom/target/bin/python')]);
}

/** The Orthanc binary and its DICOMweb plugin, where both are installed. */
export function orthancFiles(): { readonly binary: string; readonly plugin: string } | undefined {
  const binary = onPath('Orthanc') ?? firstExisting(['/usr/sbin/Orthanc', '/usr/local/sbin/Orthanc']);
  const plugin = firstExisting(
    ['/usr/share/orthanc/plugins', '/usr/local/share/orthanc/plugins'].map((folder) =>
      path.join(folder, 'libOrthancDicomWeb.so'),
    ),
  );
  return binary === undefined || plugin === undefined ? undefined : { binary, plugin };
}

/** Folder with initdb and postgres, newest version first; Debian keeps them off the PATH. */
export function postgresBinaries(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => path.join(versions, version, 'bin/initdb'))
    : [];
  const initdb = firstExisting(debian) ?? onPath('initdb');
  return initdb === undefined ? undefined : path.dirname(initdb);
}

/** Runs the suite when its lane is available; else skips it, or fails when CI is set. The body does not run then. */
export function describeLane(lane: Lane, title: string, body: () => void): void {
  const missing = missingLane(lane);
  if (missing === undefined) {
    describe(title, body);
    return;
  }
  describe(title, () => {
    const name = `${MISSING_LANE}: ${lane}: ${missing}`;
    if (isCi()) {
      it(name, () => {
        throw new Error(`CI requires every lane; ${lane} is missing: ${missing}`);
      });
    } else {
      it.skip(name, () => undefined);
    }
  });
}

export function laneAvailable(lane: Lane): boolean {
  return missingLane(lane) === undefined;
}

/** What is absent and how to get it, or undefined when the lane can run. */
function missingLane(lane: Lane): string | undefined {
  switch (lane) {
    case 'shared':
      return existsSync(sharedPath('.')) ? undefined : 'no ../shared folder beside the repository';
    case 'hapi':
      return process.env.HAPI_BASE !== undefined ? undefined : missingHapi();
    case 'orthanc':
      return orthancFiles() ? undefined : 'no Orthanc with DICOMweb plugin (Debian: apt-get install orthanc orthanc-dicomweb)';
    case 'postgres':
      return process.env.DATABASE_URL_TEST !== undefined || postgresBinaries() !== undefined
        ? undefined
        : 'no DATABASE_URL_TEST and no PostgreSQL server (Debian: apt-get install postgresql)';
    case 'highdicom':
      return highdicomPython()
        ? undefined
        : 'no Python with highdicom (python3 -m venv tests/servers/highdicom/target; then its bin/python -m pip install -r tests/servers/highdicom/requirements.txt)';
    case 'chromium':
      return chromiumPath() ? undefined : 'no Chromium (set CHROMIUM_PATH, or Debian: apt-get install chromium)';
  }
}

function missingHapi(): string | undefined {
  if (onPath('java') === undefined) return 'no HAPI_BASE and no java (Debian: apt-get install default-jdk-headless maven)';
  const built = ['target/classpath.txt', 'target/classes/HapiServer.class'].every((file) =>
    existsSync(path.join(hapiProject, file)),
  );
  return built ? undefined : 'no HAPI_BASE and the test server is not built (mvn -q compile -f tests/servers/hapi)';
}

function isCi(): boolean {
  return process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
}

export function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return firstExisting(folders.map((folder) => path.join(folder, program)));
}

function firstExisting(files: readonly string[]): string | undefined {
  return files.find((file) => existsSync(file));
}
