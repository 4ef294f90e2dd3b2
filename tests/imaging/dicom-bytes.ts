/**
 * DICOM bytes put together one element at a time, on purpose independent of the writer in src/imaging: it can write every
 * syntax, undefined lengths, fragments and things that no writer should write.
 */
export type Syntax = 'implicit' | 'explicit' | 'big';

const UID: Record<Syntax, string> = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  big: '1.2.840.10008.1.2.2',
};
const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT', 'OV']);

export type Value = string | readonly number[] | Uint8Array | readonly Element[][];
export type Element = readonly [tag: string, vr: string, value: Value, undefinedLength?: 'undefined length'];

export function bytes(...parts: (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
}

function u16(value: number, syntax: Syntax): Uint8Array {
  const out = Buffer.alloc(2);
  if (syntax === 'big') out.writeUInt16BE(value);
  else out.writeUInt16LE(value);
  return out;
}

export function u32(value: number, syntax: Syntax = 'explicit'): Uint8Array {
  const out = Buffer.alloc(4);
  if (syntax === 'big') out.writeUInt32BE(value);
  else out.writeUInt32LE(value);
  return out;
}

function f64(value: number, syntax: Syntax): Uint8Array {
  const out = Buffer.alloc(8);
  if (syntax === 'big') out.writeDoubleBE(value);
  else out.writeDoubleLE(value);
  return out;
}

function f32(value: number, syntax: Syntax): Uint8Array {
  const out = Buffer.alloc(4);
  if (syntax === 'big') out.writeFloatBE(value);
  else out.writeFloatLE(value);
  return out;
}

function tagBytes(tag: string, syntax: Syntax): Uint8Array {
  return bytes(u16(Number.parseInt(tag.slice(0, 4), 16), syntax), u16(Number.parseInt(tag.slice(4), 16), syntax));
}

function valueBytes([, vr, value, undefinedLength]: Element, syntax: Syntax): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return text.length % 2 === 0 ? text : bytes(text, [vr === 'UI' ? 0 : 0x20]);
  }
  if (vr === 'SQ') return bytes(...(value as readonly Element[][]).map((item) => itemBytes(item, syntax, undefinedLength)));
  const numbers = value as readonly number[];
  const encode = { US: u16, UL: u32, FL: f32 }[vr] ?? f64;
  return bytes(...numbers.map((entry) => encode(entry, syntax)));
}

function itemBytes(item: Element[], syntax: Syntax, undefinedLength: Element[3]): Uint8Array {
  const body = bytes(...item.map((element) => elementBytes(element, syntax)));
  const start = tagBytes('FFFEE000', syntax);
  if (undefinedLength === undefined) return bytes(start, u32(body.length, syntax), body);
  return bytes(start, u32(0xffffffff, syntax), body, tagBytes('FFFEE00D', syntax), u32(0, syntax));
}

export function elementBytes(element: Element, syntax: Syntax): Uint8Array {
  const [tag, vr, , undefinedLength] = element;
  const body = valueBytes(element, syntax);
  const length = undefinedLength === undefined ? body.length : 0xffffffff;
  const end = undefinedLength === undefined ? [] : bytes(tagBytes('FFFEE0DD', syntax), u32(0, syntax));
  if (syntax === 'implicit') return bytes(tagBytes(tag, syntax), u32(length, syntax), body, end);
  const head = bytes(tagBytes(tag, syntax), Buffer.from(vr));
  return LONG.has(vr) ? bytes(head, [0, 0], u32(length, syntax), body, end) : bytes(head, u16(length, syntax), body);
}

export function part10(transferSyntax: string, dataset: Uint8Array): Uint8Array {
  const meta = bytes(
    elementBytes(['00020001', 'OB', Uint8Array.of(0, 1)], 'explicit'),
    elementBytes(['00020010', 'UI', transferSyntax], 'explicit'),
  );
  return bytes(
    new Uint8Array(128),
    Buffer.from('DICM'),
    elementBytes(['00020000', 'UL', [meta.length]], 'explicit'),
    meta,
    dataset,
  );
}

export function dicomBytes(elements: readonly Element[], syntax: Syntax = 'explicit', transferSyntax = UID[syntax]): Uint8Array {
  return part10(transferSyntax, bytes(...elements.map((element) => elementBytes(element, syntax))));
}

/** Encapsulated Pixel Data: basic offset table, then fragments. */
export function encapsulated(fragments: readonly Uint8Array[], offsets: readonly number[] = []): Element {
  const item = (body: Uint8Array): Uint8Array => bytes(tagBytes('FFFEE000', 'explicit'), u32(body.length), body);
  const table = item(bytes(...offsets.map((offset) => u32(offset))));
  return ['7FE00010', 'OB', bytes(table, ...fragments.map(item)), 'undefined length'];
}

export interface PixelModule {
  readonly rows: number;
  readonly columns: number;
  readonly samples?: number;
  readonly photometric?: string;
  readonly bits?: number;
  readonly stored?: number;
  readonly frames?: string;
  readonly planar?: number;
  readonly signed?: number;
}

/** Image Pixel module without the pixels. */
export function pixelModule(module: PixelModule): Element[] {
  const bits = module.bits ?? 8;
  const stored = module.stored ?? bits;
  return [
    ['00280002', 'US', [module.samples ?? 1]],
    ['00280004', 'CS', module.photometric ?? 'MONOCHROME2'],
    ...(module.planar === undefined ? [] : ([['00280006', 'US', [module.planar]]] as Element[])),
    ...(module.frames === undefined ? [] : ([['00280008', 'IS', module.frames]] as Element[])),
    ['00280010', 'US', [module.rows]],
    ['00280011', 'US', [module.columns]],
    ['00280100', 'US', [bits]],
    ['00280101', 'US', [stored]],
    ['00280102', 'US', [stored - 1]],
    ['00280103', 'US', [module.signed ?? 0]],
  ];
}
