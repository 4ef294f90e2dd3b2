/** A Python environment with PyRadiomics 3.0.1. NumPy 2 corrupts PyRadiomics' binning. */
import { pythonEnvironment } from './python-environment.ts';

const NUMPY = 'numpy==1.26.4';

/** Path of its Python. Needs Python 3.11 or older and a C compiler. */
export function pyradiomicsPython(): string {
  return pythonEnvironment('pyradiomics', [
    [NUMPY, 'versioneer', 'cython', 'setuptools', 'wheel'],
    ['--no-build-isolation', '--no-deps', 'pyradiomics==3.0.1'],
    [NUMPY, 'SimpleITK', 'PyWavelets', 'pykwalify', 'six'],
  ]);
}
