/** Shape in the plane: PyRadiomics shape2D. IBSI defines shape in 3-D only, so there are no IBSI codes. */
import { type Feature, featureClass, type MaskRegion } from './feature-class.ts';
import { lazy } from './lazy.ts';
import { type Outline, outlineOf } from './outline.ts';
import { type PrincipalAxes, principalAxes } from './principal-axes.ts';

interface Shape {
  readonly pixelAreaMm2: number;
  readonly outline: () => Outline;
  readonly axes: () => PrincipalAxes;
}

const DEFINED = 'always defined';
const LINE = '0 for a straight line of pixels';

const FEATURES: readonly Omit<Feature<Shape>, 'discretised'>[] = [
  {
    name: 'MeshSurface',
    formula: 'A: area inside the marching-squares outline, holes subtracted',
    unit: 'mm²',
    degenerate: DEFINED,
    value: (s) => s.outline().areaMm2,
  },
  { name: 'PixelSurface', formula: 'N dx dy', unit: 'mm²', degenerate: DEFINED, value: (s) => s.pixelAreaMm2 },
  {
    name: 'Perimeter',
    formula: 'P: length of the marching-squares outline, holes added',
    unit: 'mm',
    degenerate: DEFINED,
    value: (s) => s.outline().perimeterMm,
  },
  {
    name: 'PerimeterSurfaceRatio',
    formula: 'P / A',
    unit: '1/mm',
    degenerate: DEFINED,
    value: (s) => s.outline().perimeterMm / s.outline().areaMm2,
  },
  {
    name: 'Sphericity',
    formula: '2 √(π A) / P',
    unit: '1',
    degenerate: DEFINED,
    value: (s) => (2 * Math.sqrt(Math.PI * s.outline().areaMm2)) / s.outline().perimeterMm,
  },
  {
    name: 'MaximumDiameter',
    formula: 'largest distance between two vertices of the outline',
    unit: 'mm',
    degenerate: DEFINED,
    value: (s) => s.outline().diameterMm,
  },
  {
    name: 'MajorAxisLength',
    formula: '4 √λ1, λ1 ≥ λ2 eigenvalues of the covariance of pixel centres',
    unit: 'mm',
    degenerate: DEFINED,
    value: (s) => 4 * Math.sqrt(s.axes().major),
  },
  { name: 'MinorAxisLength', formula: '4 √λ2', unit: 'mm', degenerate: LINE, value: (s) => 4 * Math.sqrt(s.axes().minor) },
  {
    name: 'Elongation',
    formula: '√(λ2 / λ1)',
    unit: '1',
    degenerate: LINE,
    value: (s) => Math.sqrt(s.axes().minor / s.axes().major),
  },
];

export const shape2d = featureClass<MaskRegion, Shape>({
  name: 'shape2D',
  title: 'Shape in the plane',
  features: FEATURES.map((feature) => ({ ...feature, discretised: false })),
  sources: ({ roi, spacing }, use) =>
    use({
      pixelAreaMm2: roi.positions.length * spacing.xMm * spacing.yMm,
      outline: lazy(() => outlineOf(roi, spacing)),
      axes: lazy(() => principalAxes(roi, spacing)),
    }),
});
