/**
 * One random change of DICOM or multipart bytes: bits, lengths, ends, and pieces of real structures put where they do not
 * belong. Lengths are found by the value representation in front of them, not by parsing: nothing here knows the parsers.
 */
import type { Dice } from '../dice.ts';

type Mutation = (dice: Dice, bytes: Uint8Array, others: readonly Uint8Array[]) => Uint8Array;

const INTERESTING = [
  0x00, 0x01, 0x02, 0x08, 0x10, 0x20, 0x28, 0x40, 0x7f, 0x80, 0xd8, 0xd9, 0xda, 0xe0, 0xfe, 0xff, 0x51, 0x53, 0x55,
];
const NUMBERS = [0, 1, 2, 3, 7, 8, 16, 255, 256, 32_767, 32_768, 65_535, 1_000_000, 0x7fff_ffff, 0xffff_fffe, 0xffff_ffff];
const REPRESENTATIONS =
  /(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)\0\0|(AE|AS|CS|DA|DS|DT|FL|FD|IS|LO|LT|PN|SH|SL|SS|ST|TM|UI|UL|US)/g;

const flipBits: Mutation = (dice, bytes) => {
  const copy = Uint8Array.from(bytes);
  for (let count = dice.oneOf([1, 1, 1, 2, 8]); count > 0; count--) copy[position(dice, bytes)]! ^= 1 << dice.integer(0, 7);
  return copy;
};

const replaceBytes: Mutation = (dice, bytes) => {
  const copy = Uint8Array.from(bytes);
  for (let count = dice.oneOf([1, 1, 1, 2, 8]); count > 0; count--)
    copy[position(dice, bytes)] = dice.chance(0.5) ? dice.oneOf(INTERESTING) : dice.integer(0, 255);
  return copy;
};

/** A number or UID that is written out, in other characters of the same kind: the structure stays whole. */
const editText: Mutation = (dice, bytes) => {
  const copy = Uint8Array.from(bytes);
  const found = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/[0-9][0-9.\\-]{0,63}/g),
  ];
  if (found.length === 0) return copy;
  const { index, 0: text } = dice.oneOf(found);
  for (let count = dice.integer(1, 3); count > 0; count--)
    copy[index + dice.integer(0, text.length - 1)] = dice.oneOf([...'0123456789.-+eE\\ \0']).charCodeAt(0);
  return copy;
};

/** Bytes behind the first half, where pixels are. */
const replaceLate: Mutation = (dice, bytes) => {
  const copy = Uint8Array.from(bytes);
  const first = Math.floor(bytes.length / 2);
  for (let count = dice.integer(1, 4); count > 0; count--) copy[dice.integer(first, bytes.length)] = dice.integer(0, 255);
  return copy;
};

const truncate: Mutation = (dice, bytes) => bytes.slice(0, dice.integer(0, bytes.length));

/** The length behind a value representation, or any number of four bytes or two. */
const editNumber: Mutation = (dice, bytes) => {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const found = [...Buffer.from(bytes).toString('latin1').matchAll(REPRESENTATIONS)];
  const length = found.length > 0 && dice.chance(0.7) ? dice.oneOf(found) : undefined;
  const wide = length === undefined ? dice.chance(0.5) : length[1] !== undefined;
  const at = length === undefined ? position(dice, bytes) : length.index + length[0].length;
  if (at + (wide ? 4 : 2) > copy.length) return copy;
  const before = wide ? view.getUint32(at, true) : view.getUint16(at, true);
  const value = dice.chance(0.5) ? dice.oneOf(NUMBERS) : before + dice.integer(-9, 9);
  if (wide) view.setUint32(at, value >>> 0, true);
  else view.setUint16(at, value & 0xffff, true);
  return copy;
};

/** A piece of another object, or of this one, in the place of a piece or between two bytes. */
const splice: Mutation = (dice, bytes, others) => {
  const from = dice.chance(0.3) ? bytes : dice.oneOf(others);
  const start = dice.integer(0, from.length);
  const piece = from.subarray(start, start + dice.integer(1, 200));
  const at = position(dice, bytes);
  return joined(bytes.subarray(0, at), piece, bytes.subarray(dice.chance(0.5) ? at : at + piece.length));
};

/** A piece many times over: items without number, sequences in sequences, endless segments. */
const repeat: Mutation = (dice, bytes) => {
  const at = position(dice, bytes);
  const piece = bytes.subarray(at, at + dice.oneOf([4, 8, 12, 16, 30, 60, 200]));
  const times = dice.oneOf([2, 10, 100, 1000]);
  return joined(bytes.subarray(0, at), ...new Array<Uint8Array>(times).fill(piece), bytes.subarray(at));
};

const remove: Mutation = (dice, bytes) => {
  const at = position(dice, bytes);
  return joined(bytes.subarray(0, at), bytes.subarray(at + dice.integer(1, 100)));
};

const MUTATIONS: readonly Mutation[] = [
  editText,
  editText,
  editText,
  replaceLate,
  replaceLate,
  flipBits,
  flipBits,
  replaceBytes,
  replaceBytes,
  truncate,
  editNumber,
  editNumber,
  splice,
  repeat,
  remove,
];

/** One to three of them, now and then none; no longer than `maxBytes`. */
export function mutated(dice: Dice, bytes: Uint8Array, others: readonly Uint8Array[], maxBytes: number): Uint8Array {
  let changed = bytes;
  const count = dice.chance(0.01) ? 0 : dice.oneOf([1, 1, 1, 1, 2, 3]);
  for (let step = 0; step < count; step++) changed = dice.oneOf(MUTATIONS)(dice, changed, others).subarray(0, maxBytes);
  return changed;
}

/** Anywhere behind the preamble of 128 bytes; every third time near the start, where the structure is. */
function position(dice: Dice, bytes: Uint8Array): number {
  if (bytes.length === 0) return 0;
  const last = bytes.length - 1;
  const first = Math.min(128, last);
  return dice.chance(0.7) ? dice.integer(first, last) : dice.integer(first, Math.min(last, first + 600));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
